// Components of cote itself in a process of their own, driven over stdin and stdout. README.md tells how.

import { event, serve } from './lines.mjs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { setTimeout as delay } from 'node:timers/promises';

const settings = JSON.parse(process.argv[2] ?? '{}');
const name = settings.name ?? `cote-${process.pid}`;
const cote = createRequire(import.meta.url)('cote')({ broadcast: '127.255.255.255', log: false, ...settings.cote });

let uncaught = 0;
for (const kind of ['uncaughtException', 'unhandledRejection']) {
  process.on(kind, (error) => {
    uncaught++;
    event('uncaught', { kind, count: uncaught, message: error?.message ?? String(error), stack: error?.stack });
  });
}

const components = new Map();

/** What every responder here answers. */
const answers = {
  who: async () => name,
  echo: async (request) => request,
  nothing: async () => undefined,
  slow: async ({ ms }) => delay(ms, name),
  fail: async () => {
    throw { name: 'Refused', message: 'Not here', code: 7 };
  },
};

function socks({ sock }) {
  return sock.socks ?? sock.sock.socks;
}

function open({ kind, component, advertisement, discovery, hears = [] }) {
  const made = new cote[kind]({ name: component, ...advertisement }, { log: false, disableScreen: true, ...discovery });
  components.set(component, made);
  if (kind === 'Responder') for (const [type, answer] of Object.entries(answers)) made.on(type, answer);
  if (kind === 'Subscriber') for (const type of hears) made.on(type, (data) => event('heard', { component, name: type, data }));
  if (kind === 'Monitor') made.on('status', (status) => event('status', { component, ...status }));
}

serve(
  {
    ping: () => ({ name, pid: process.pid, uncaught }),
    open,
    close: ({ component }) => components.get(component).close(),
    send: ({ component, request }) => components.get(component).send(request),
    publish: ({ component, topic, data }) => components.get(component).publish(topic, data),
    // How many connections a component has, and whom it knows.
    connections: ({ component }) => socks(components.get(component)).filter(({ readyState }) => readyState === 'open').length,
    known: ({ component }) =>
      Object.values(components.get(component).discovery?.nodes ?? {}).map(({ id, address, advertisement }) => ({
        id,
        address,
        name: advertisement.name,
      })),
    // cote's Sockend with a Socket.IO server of its own; tells the port. Clients join the rooms that their handshake names.
    sockend: async ({ component, advertisement }) => {
      const server = createServer();
      const io = new Server(server);
      const join = (socket) => socket.join(socket.handshake.auth.rooms ?? []);
      io.on('connection', join);
      io.on('new_namespace', (namespace) => namespace.on('connection', join));
      components.set(component, new cote.Sockend(io, { name: component, ...advertisement }));
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server.address().port;
    },
    // cote's own page; what it shows goes to the subscribers of 'statusUpdate' with the key and name space 'monitoring'.
    tool: ({ port }) => {
      cote.MonitoringTool(port);
    },
  },
  () => process.exit(0),
);

event('ready', { name, pid: process.pid });
