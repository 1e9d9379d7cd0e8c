// A Feathers server for the client in Java, driven over stdin and stdout: what `Place` of module client asks for.

import { readdirSync } from 'node:fs';
import { authentication } from './authentication.mjs';
import { event, serve } from './lines.mjs';
import { setTimeout as delay } from 'node:timers/promises';
import errors from '@feathersjs/errors';
import express, { errorHandler, json, notFound, rest } from '@feathersjs/express';
import { feathers } from '@feathersjs/feathers';
import { MemoryService } from '@feathersjs/memory';
import socketio from '@feathersjs/socketio';

const SIX = ['find', 'get', 'create', 'update', 'patch', 'remove'];

class Todos extends MemoryService {
  constructor() {
    super({ startId: 1, multi: true, events: ['toggled'] });
  }

  async toggle({ id }) {
    const { done } = await app.service('todos').get(id);
    const toggled = await app.service('todos').patch(id, { done: !done });
    this.emit('toggled', toggled);
    return toggled;
  }
}

const echo = {
  find: async ({ query, headers }) => ({ query, header: headers?.['x-test'] }),
  get: async (id, { query }) => ({ id, query }),
};

const errs = {
  get: async (id) => {
    if (id === 'Own') throw new errors.FeathersError('Too much', 'QuotaExceeded', 499, 'quota-exceeded', {});
    throw new errors.BadRequest('Not like this', { field: 'text', errors: { text: 'is too long' } });
  },
};

const slow = {
  get: async (id) => {
    await delay(Number(id), undefined, { ref: false });
    return { id: Number(id) };
  },
};

const app = express(feathers());
app.use(json());
app.configure(rest());
// without the middlewares a socket that goes on would have no params
const connectionStateRecovery = { maxDisconnectionDuration: 120000, skipMiddlewares: false };
app.configure(
  socketio({ connectionStateRecovery }, (io) => {
    io.on('connection', (socket) => {
      if (!socket.recovered) socket.join('ticks');
    });
  }),
);
app.on('connection', (connection) => app.channel('everybody').join(connection));
app.publish(() => app.channel('everybody'));
app.use('todos', new Todos(), { methods: [...SIX, 'toggle'], events: ['toggled'] });
app.use('echo', echo, { methods: ['find', 'get'] });
app.use('errs', errs, { methods: ['get'] });
app.use('slow', slow, { methods: ['get'] });
app.use('ticks', { get: async (id) => id }, { methods: ['get'] });
app.use('secret', { find: async ({ user }) => ({ email: user.email }) }, { methods: ['find'] });
authentication(app, {
  config: {
    secret: 'a secret of thirty-two bytes, at least',
    entity: 'user',
    service: 'users',
    authStrategies: ['jwt', 'local'],
    local: { usernameField: 'email', passwordField: 'password', hashSize: 4 },
  },
  guarded: ['secret'],
});
app.use(notFound());
app.use(errorHandler({ logger: false }));

const server = await app.listen(0, '127.0.0.1');
if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));

const commands = {
  // what the process holds; the heap after the collector has run, where it may be asked to (--expose-gc)
  async held() {
    globalThis.gc?.();
    const threads = readdirSync('/proc/self/task').length;
    return { threads, files: readdirSync('/proc/self/fd').length, heap: process.memoryUsage().heapUsed };
  },

  async say({ from, to }) {
    // Feathers forgets the channels of a client that is away, so only rooms of Socket.IO keep events for it
    for (let seq = from; seq <= to; seq++) app.io.to('ticks').emit('ticks created', { seq });
  },
};

serve(commands, () => process.exit());
event('ready', { port: server.address().port });
