// The official Feathers clients, driven over stdin and stdout (see README.md).

import { createRequire } from 'node:module';
import http from 'node:http';
import io from 'socket.io-client';
import { event, serve } from '../node/lines.mjs';
import { runAdapterTests } from './adapter-suite.mjs';
import { authCommands } from './auth.mjs';
import { feathers6Commands } from './feathers6.mjs';
import { restCalls } from './rest-calls.mjs';
import { rejection, restApp, socketApp, withUndefined } from './apps.mjs';

const { version } = createRequire(import.meta.url)('@feathersjs/feathers/package.json');
const sockets = new Map();

const commands = {
  ...authCommands,
  ...feathers6Commands,

  /** One of the named calls of rest-calls.mjs, through one of the three connections. */
  async restCall({ url, transport, name }) {
    return outcome(() => restCalls[name](restApp(url, transport)));
  },

  /** Any call of any service. */
  async rest({ url, transport, service, method, args = [] }) {
    return outcome(() => restApp(url, transport).service(service)[method](...args));
  },

  /** Opens a socket under a name, if wanted from one of this machine's addresses, and tells of what happens to it. */
  async open({ name, url, options = {}, client = {}, localAddress }) {
    const agent = localAddress && { agent: new http.Agent({ localAddress }) };
    const socket = io(url, { forceNew: true, ...agent, ...options });
    sockets.set(name, { socket, app: socketApp(socket, client), received: [], emitted: [] });
    socket.on('connect', () => event('connect', { name, socket: socket.id, recovered: socket.recovered === true }));
    socket.on('disconnect', (reason) => event('disconnect', { name, reason }));
    socket.on('connect_error', (error) =>
      event('connect_error', { name, message: error.message, data: error.data, status: error.description }));
    socket.onAny((...message) => sockets.get(name)?.received.push(message));
    recordEmitted(socket, sockets.get(name).emitted);
  },

  /** A call with the Feathers client of a socket. */
  async call({ name, service, method, args = [] }) {
    const { app } = sockets.get(name);
    return outcome(() => app.service(service)[method](...args.map(withUndefined)));
  },

  /** Emits without the Feathers client; the arguments of the acknowledgement, or none in time. */
  async emit({ name, args, acknowledged = true, patience = 60000 }) {
    const { socket } = sockets.get(name);
    if (!acknowledged) return void socket.emit(...args);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ noAck: true }), patience);
      socket.emit(...args, (...ack) => {
        clearTimeout(timer);
        resolve({ ack });
      });
    });
  },

  /** Listens with the Feathers client; what comes is told as 'heard'. */
  async listen({ name, service, events }) {
    const { app } = sockets.get(name);
    for (const each of events) app.service(service).on(each, (data, ...more) => event('heard', { name, service, each, data, more }));
  },

  /** Listens, and takes the listeners away again, one by `off` and the others by `removeListener`: nothing is told of what comes then. */
  async listenInVain({ name, service, events }) {
    const { app } = sockets.get(name);
    events.forEach((each, i) => {
      const listener = (data) => event('heard', { name, service, each, data });
      app.service(service).on(each, listener);
      app.service(service)[i === 0 ? 'off' : 'removeListener'](each, listener);
    });
  },

  /** Answers each question of the server with its own arguments and some bytes. */
  async answer({ name, question }) {
    sockets.get(name).socket.on(question, (...args) => {
      const ack = args.pop();
      ack(args, Buffer.from([1, 2, 255]));
    });
  },

  async unlisten({ name, service, events }) {
    for (const each of events) sockets.get(name).app.service(service).removeAllListeners(each);
  },

  /** All messages since this was asked last. */
  async received({ name }) {
    return sockets.get(name).received.splice(0);
  },

  /** All that was emitted since this was asked last. */
  async emitted({ name }) {
    return sockets.get(name).emitted.splice(0);
  },

  async close({ name }) {
    sockets.get(name)?.socket.close();
    sockets.delete(name);
  },

  /** Breaks the transport under all sockets whose name begins so, as a bad network does. */
  async cut({ prefix }) {
    const cut = [...sockets].filter(([name]) => name.startsWith(prefix));
    for (const [, { socket }] of cut) socket.io.engine.close();
    return cut.length;
  },

  /** The same for one socket, which stays away. */
  async leave({ name }) {
    const { socket } = sockets.get(name);
    socket.io.reconnection(false);
    socket.io.engine.close();
  },

  /** The socket comes back. */
  async comeBack({ name }) {
    const { socket } = sockets.get(name);
    socket.io.reconnection(true);
    socket.connect();
  },

  /** How many of the sockets whose name begins so are connected. */
  async connected({ prefix }) {
    return [...sockets].filter(([name, { socket }]) => name.startsWith(prefix) && socket.connected).length;
  },

  /** Reads nothing any more from the WebSocket under a socket; or goes on. */
  async pause({ name, paused }) {
    const stream = sockets.get(name).socket.io.engine.transport.ws._socket;
    if (paused) stream.pause();
    else stream.resume();
  },

  /** One HTTP request exactly as it is given: status, headers and body of the answer. */
  async http({ port, method, path, headers, body }) {
    return new Promise((resolve, reject) => {
      const request = http.request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() }));
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : Buffer.from(body, 'base64'));
    });
  },

  /** The official adapter suite against a remote service. */
  async adapterTests({ url, transport, service, control, idProperty }) {
    return runAdapterTests({ url, transport, service, control, id: idProperty });
  },

  async exit() {
    setImmediate(() => process.exit());
  },
};

/** Unlike onAnyOutgoing this sees the acknowledgement, too. */
function recordEmitted(socket, emitted) {
  const emit = socket.emit.bind(socket);
  socket.emit = (...message) => {
    emitted.push(message.map((value) => (typeof value === 'function' ? '(ack)' : value)));
    return emit(...message);
  };
}

async function outcome(call) {
  try {
    const result = await call();
    return { resolves: result === undefined ? '(undefined)' : result };
  } catch (error) {
    return { rejects: rejection(error) };
  }
}

process.on('uncaughtException', (error) => event('uncaught', { message: String(error?.stack ?? error) }));
process.on('unhandledRejection', (error) => event('uncaught', { message: String(error?.stack ?? error) }));
serve(commands, () => process.exit());
event('ready', { feathers: version });
