// A real Feathers application on the mesh, driven over stdin and stdout. README.md tells how.

import { authentication } from './authentication.mjs';
import { event, plainContext, plainError, serve } from './lines.mjs';
import { distributionOptions } from './options.mjs';
import { SIX, serviceOf } from './services.mjs';
import { createRequire } from 'node:module';
import express, { errorHandler, json, notFound, rest, urlencoded } from '@feathersjs/express';
import { feathers } from '@feathersjs/feathers';
import authenticationClient from '@feathersjs/authentication-client';
import restClient from '@feathersjs/rest-client';
import socketio from '@feathersjs/socketio';

const settings = JSON.parse(process.argv[2] ?? process.env.FEATHERS4J_PEER ?? '{}');
const name = settings.name ?? `node-${process.pid}`;
const plugin = `feathers-distributed-${settings.version ?? 3}`;
const healthcheck = (settings.distribution?.healthcheckPath ?? '/distribution/healthcheck/').replace(/^\/+|\/+$/g, '');
const { default: distribution, finalize } = await import(plugin);

// What a stranger's message breaks must be seen, not end the evidence: count it, report it, go on.
let uncaught = 0;
let healthchecks = 0;
for (const kind of ['uncaughtException', 'unhandledRejection']) {
  process.on(kind, (error) => {
    uncaught++;
    event('uncaught', { kind, count: uncaught, message: error?.message ?? String(error), stack: error?.stack });
  });
}

const app = express(feathers());
app.use(json({ limit: '20mb' }));
app.use(urlencoded({ extended: true }));
app.configure(rest());
if (settings.sockets) app.configure(socketio());
app.configure(distribution(distributionOptions(settings.distribution, name)));

/** path -> names of the events the driver wants to hear; kept while the service is gone and back again. */
const wanted = new Map();
/** service object -> names already listened to. A service that returns is another object. */
const listening = new WeakMap();

function listen(path) {
  const service = serviceAt(path);
  if (!service || !wanted.has(path)) return;
  if (!listening.has(service)) listening.set(service, new Set());
  for (const eventName of wanted.get(path)) {
    if (listening.get(service).has(eventName)) continue;
    listening.get(service).add(eventName);
    service.on(eventName, (data, context) =>
      event('emitted', { service: path, name: eventName, data, context: plainContext(context) }),
    );
  }
}

function serviceAt(path) {
  return Object.hasOwn(app.services, path) ? app.service(path) : undefined;
}

function use(path, { kind = path, ...options } = {}) {
  app.use(path, ...serviceOf(kind, name, options));
  listen(path);
}

function described(path) {
  const service = app.service(path);
  const { remote = false, key, remoteOptions } = service;
  return { path, remote, key, remotePath: remote ? service.path : undefined, remoteOptions };
}

function connections(components = {}) {
  const open = (component) => sockets(component).filter(({ readyState }) => readyState === 'open').length;
  return Object.fromEntries(Object.entries(components).map(([key, component]) => [key, open(component)]));
}

/** The TCP connections of one of the plugin's components. */
function sockets({ sock }) {
  return sock.socks ?? sock.sock.socks;
}

/** UUIDs of the apps whose loss the plugin would notice: it looks at hellos of their services subscribers only. */
function appsInSight() {
  return Object.values(app.servicePublisher?.discovery?.nodes ?? {})
    .map(({ advertisement }) => advertisement)
    .filter(({ name: component, appUuid }) => component.endsWith('services subscriber') && appUuid)
    .map(({ appUuid }) => appUuid);
}

function components() {
  const single = [app.serviceSubscriber, app.servicePublisher, app.serviceEventsPublisher, app.serviceResponder];
  const byKey = [app.serviceRequesters, app.serviceEventsSubscribers].flatMap((each) => Object.values(each ?? {}));
  return [...single, ...byKey].filter(Boolean);
}

/** Loses all hellos on their way out, as a firewall would; connections go on. */
function hush() {
  for (const { discovery } of components()) discovery.broadcast.send = () => {};
}

/** Breaks all connections of the plugin, as a router or a firewall would; nobody in the process asked for it. */
function cut() {
  const open = components().flatMap(sockets);
  for (const socket of [...open]) socket.destroy();
  return open.length;
}

/**
 * Does nothing at all for a while, as a process does that computes or swaps. In an immediate: the timers that are late run next, before
 * anything that has arrived meanwhile is read.
 */
function stall({ ms }) {
  return new Promise((resolve) =>
    setImmediate(() => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      resolve();
    }),
  );
}

app.on('service', ({ path, key, uuid, methods, events }) => {
  listen(path);
  event('service', { path, key, uuid, methods, events });
});
app.on('service-removed', ({ path, key, uuid }) => event('service-removed', { path, key, uuid }));

for (const [path, options] of Object.entries(settings.services ?? {})) use(path, options);
if (settings.authentication) authentication(app, settings.authentication);
app.use(notFound());
app.use(errorHandler({ logger: false }));

const server = await app.listen(settings.port ?? 0, '127.0.0.1');
if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));

async function leave() {
  finalize(app);
  server.closeAllConnections();
  await app.teardown(server);
}

serve(
  {
    ping: () => ({ name, pid: process.pid, uncaught }),
    call: ({ service, method, args = [] }) => app.service(service)[method](...args),
    // The official client, against any server: a Java gateway for instance.
    rest: ({ url, service, method, args = [] }) => {
      const connection = restClient(url).fetch(fetch);
      const client = feathers().configure(connection);
      client.use(service, connection.service(service), { methods: [...new Set([...SIX, method])] });
      return client.service(service)[method](...args);
    },
    // The official authentication client, which logs in, calls a service, and logs out.
    visit: async ({ url, login, service, method, args = [] }) => {
      const client = feathers().configure(restClient(url).fetch(fetch)).configure(authenticationClient());
      const { accessToken } = await client.authenticate(login);
      const result = await client.service(service)[method](...args);
      await client.logout();
      const after = await client.service(service)[method](...args).then(() => null, (error) => error.toJSON());
      return { accessToken, result, after };
    },
    emit: ({ service, name: eventName, data, context }) => {
      app.service(service).emit(eventName, data, context);
    },
    listen: ({ service, events }) => {
      wanted.set(service, new Set([...(wanted.get(service) ?? []), ...events]));
      listen(service);
    },
    use: ({ path, kind, options }) => use(path, { kind, ...options }),
    unuse: async ({ path }) => {
      await app.unuse(path);
    },
    services: () => Object.keys(app.services).filter((path) => !path.startsWith(healthcheck)).map(described),
    // A service is registered before its events can be heard: what counts are the open connections.
    mesh: () => ({
      requesters: connections(app.serviceRequesters),
      events: connections(app.serviceEventsSubscribers),
      apps: appsInSight(),
      addresses: Object.values(app.serviceRequesters ?? {}).flatMap(sockets).map(({ remoteAddress }) => remoteAddress),
    }),
    // How often somebody has asked for a sign of life.
    healthchecks: () => healthchecks,
    cut,
    hush,
    stall,
    finalize: () => finalize(app),
    exit: async ({ id }) => {
      await leave().catch((error) => event('uncaught', { kind: 'leave', count: ++uncaught, ...plainError(error) }));
      // The reply must be out before the process is.
      setImmediate(() => process.exit(0));
      return id;
    },
  },
  () => process.exit(0),
);

const version = createRequire(import.meta.url)(`./node_modules/${plugin}/package.json`).version;
event('ready', { name, version, pid: process.pid, port: server.address().port, uuid: app.uuid });

// The plugin does not tell when its components are up: the responder comes last, and has its port once it listens.
const joined = setInterval(() => {
  const ports = ['servicePublisher', 'serviceEventsPublisher', 'serviceResponder'].map((c) => app[c]?.advertisement.port);
  if (!ports[0] || !ports[2]) return;
  clearInterval(joined);
  app.serviceResponder.sock.on('message', ({ type }) => void (healthchecks += type === 'healthcheck'));
  event('joined', { publisher: ports[0], events: ports[1], responder: ports[2] });
}, 5);
