// The official authentication client over HTTP and over a socket, and all that it does: requests, messages, events, its storage.

import { feathers } from '@feathersjs/feathers';
import authentication from '@feathersjs/authentication-client';
import rest from '@feathersjs/rest-client';
import socketio from '@feathersjs/socketio-client';
import io from 'socket.io-client';
import { rejection } from './apps.mjs';

const visitors = new Map();

function visitor(name, app, extra = {}) {
  const seen = { requests: [], emitted: [], clientEvents: [] };
  app.configure(authentication());
  for (const event of ['login', 'authenticated', 'logout'])
    app.on(event, (result) => seen.clientEvents.push({ event, keys: Object.keys(result ?? {}) }));
  visitors.set(name, { app, seen, ...extra });
  return seen;
}

export const authCommands = {
  /** A client over HTTP. */
  async authRest({ name, url }) {
    const requests = [];
    const recorded = (target, options) => {
      const { pathname, search } = new URL(target);
      const authorization = options.headers?.Authorization ?? options.headers?.authorization ?? '(undefined)';
      requests.push({ method: options.method, path: pathname + search, authorization });
      return fetch(target, options);
    };
    visitor(name, feathers().configure(rest(url).fetch(recorded))).requests = requests;
  },

  /** A client over a socket, connected. */
  async authSocket({ name, url, options = {} }) {
    const socket = io(url, { forceNew: true, reconnectionDelay: 50, ...options });
    const app = feathers().configure(socketio(socket));
    const emitted = visitor(name, app, { socket }).emitted;
    // when a connection is lost the client tries its token again and leaves a refusal to nobody (core.js, handleSocket)
    const { authentication } = app;
    const again = authentication.reAuthenticate;
    authentication.reAuthenticate = (...args) => again.apply(authentication, args).catch(() => null);
    const emit = socket.emit.bind(socket);
    socket.emit = (...message) => {
      emitted.push(message.filter((value) => typeof value !== 'function'));
      return emit(...message);
    };
    if (!socket.connected) await new Promise((resolve) => socket.once('connect', resolve));
  },

  /** Does one thing: `authenticate`, `reAuthenticate`, `logout`, or a method of a service. */
  async authDo({ name, service, method, args = [], cut = false }) {
    const { app, seen, socket } = visitors.get(name);
    for (const list of Object.values(seen)) list.splice(0);
    if (cut) {
      const gone = new Promise((resolve) => socket.once('disconnect', resolve));
      socket.io.engine.close();
      await gone;
    }
    const outcome = await (service ? app.service(service) : app)[method](...args).then(
      (resolves) => ({ resolves }),
      (error) => ({ rejects: rejection(error) }),
    );
    const stored = await app.authentication.getAccessToken();
    const { requests, emitted, clientEvents } = structuredClone(seen);
    return { ...outcome, requests, emitted, clientEvents, stored };
  },

  /** Returns when the server has closed the connection of a client. */
  async authGone({ name, patience = 80000 }) {
    const { socket } = visitors.get(name);
    if (!socket.connected) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      socket.once('disconnect', () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  },

  /** Connects again where the server has closed the connection; the authentication client tries its token then. */
  async authReturn({ name }) {
    const { app, socket } = visitors.get(name);
    const connected = new Promise((resolve) => socket.once('connect', resolve));
    socket.connect();
    await connected;
    return app.authentication.getAccessToken();
  },

  async authClose({ name }) {
    visitors.get(name)?.socket?.close();
    visitors.delete(name);
  },
};
