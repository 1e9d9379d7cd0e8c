// An application to be measured, as App.java is: node app.mjs SETTINGS, see AppSettings.java. Commands come as lines.

import { event, serve } from '../../interop/node/lines.mjs';
import { calls } from './calls.mjs';
import { publishing, subscribed } from './events.mjs';
import { kilobyte, todos } from './todos.mjs';
import { setTimeout as delay } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import express, { json, rest, urlencoded } from '@feathersjs/express';
import { feathers } from '@feathersjs/feathers';
import { MemoryService } from '@feathersjs/memory';
import socketio from '@feathersjs/socketio';
import distribution from '@kalisio/feathers-distributed';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const settings = JSON.parse(process.argv[2]);
const KEPT = 1000;

/** A hundred todos, and the last thousand that were created. */
class Todos extends MemoryService {
  async create(data, params) {
    const created = await super.create(data, params);
    if (created.id > KEPT + 100) delete this.store[created.id - KEPT];
    return created;
  }
}

function newTodos() {
  const store = Object.fromEntries(todos(100).map((todo) => [todo.id, todo]));
  return new Todos({ store, startId: 101, paginate: { default: 100, max: 100 } });
}

/** Peers that are soon there and known, where only the right answers count. */
const HASTE = {
  componentDelay: 20,
  publicationDelay: 150,
  heartbeatInterval: 500,
  cote: { helloInterval: 200, checkInterval: 500 },
};

function distributed() {
  const { cote, ...delays } = settings.hasty ? HASTE : {};
  const services = settings.services;
  return { ...delays, key: settings.key, services, cote: { broadcast: '127.255.255.255', ...cote } };
}

const app = express(feathers());
app.use(json());
app.use(urlencoded({ extended: true }));
app.configure(rest());
if (settings.sockets) app.configure(socketio(settings.recovery ? { connectionStateRecovery: {} } : {}));
if (settings.mesh) app.configure(distribution(distributed()));
else {
  app.on('connection', (connection) => app.channel('everybody').join(connection));
  app.publish(() => app.channel('everybody'));
}

const publisher = publishing(app);
for (const path of settings.services) {
  if (path === 'seen') app.use(path, publisher.seen, { methods: ['find'] });
  else app.use(path, newTodos());
}
const server = await app.listen(0, '127.0.0.1');
if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));

const remote = (path) => Object.hasOwn(app.services, path) && app.service(path).remote === true;
const remotes = () => Object.keys(app.services).filter(remote).length;

async function until(condition) {
  while (!(await condition())) await delay(5);
}

serve(
  {
    /** Replies once a remote service can be called. */
    usable: ({ path }) => until(async () => remote(path) && (await app.service(path).get(1).catch(() => undefined))),
    /** How many remote services there are, once they are so many, or after so long. */
    remotes: async ({ count, millis }) => {
      const end = performance.now() + millis;
      await until(() => remotes() >= count || performance.now() > end);
      return remotes();
    },
    /** Bytes of memory that are in use, without what is only waiting for the collector. */
    used: () => {
      collect();
      const { heapUsed, external } = process.memoryUsage(); // buffers are among the latter
      return heapUsed + external;
    },
    calls: ({ method, inFlight, millis }) => calls(app.service('todos'), method, inFlight, millis, kilobyte),
    subscribe: ({ name }) => subscribed(app, name),
    subscribers: ({ count }) => publisher.subscribers(count),
    publish: ({ millis }) => publisher.publish(millis),
  },
  () => process.exit(0),
);
event('ready', { port: server.address().port });
