// Feathers applications on the client's side, as an application would set them up.

import { feathers } from '@feathersjs/feathers';
import rest from '@feathersjs/rest-client';
import socketio from '@feathersjs/socketio-client';
import axios from 'axios';
import superagent from 'superagent';

const CUSTOM = { methods: ['find', 'get', 'create', 'update', 'patch', 'remove', 'shout'] };
const SHOUTING = ['todos', 'echo'];

/** A client over HTTP; every request carries the header x-default. */
export function restApp(url, transport) {
  const connections = { fetch: globalThis.fetch, axios, superagent };
  const options = { headers: { 'x-default': 'd' } };
  return shouting(rest(url)[transport](connections[transport], options));
}

/** A client over a socket. */
export function socketApp(socket, options) {
  return shouting(socketio(socket, options));
}

/** A custom method has to be declared where it is called. */
function shouting(connection) {
  const app = feathers().configure(connection);
  for (const path of SHOUTING) app.use(path, connection.service(path), CUSTOM);
  return app;
}

/** What a call was rejected with, with all that vectors know of it. */
export function rejection(error) {
  const known = ['name', 'message', 'code', 'className', 'data', 'errors', 'type'];
  const seen = Object.fromEntries(known.map((name) => [name, error?.[name] === undefined ? '(undefined)' : error[name]]));
  return {
    class: error?.constructor?.name,
    ...seen,
    hasServerStack: typeof error?.stack === 'string' && error.stack.includes('.java'),
  };
}

/** Arguments of a call: JSON has no undefined. */
export function withUndefined(value) {
  return value === '(undefined)' ? undefined : value;
}
