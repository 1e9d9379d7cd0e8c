// Many clients of Socket.IO whose connections are cut again and again, and what they hear meanwhile (driven over stdin and stdout, see README.md).
// Each is in one room, and hears messages {room, seq} there whose numbers begin with 0.

import io from 'socket.io-client';
import { event, serve } from '../node/lines.mjs';

class Client {
  next = 0;
  lost = 0;
  repeated = 0;
  recoveries = 0;
  returns = 0;
  longestAway = 0;

  constructor(url, room, name, options) {
    this.room = room;
    this.socket = io(url, { forceNew: true, transports: ['websocket'], auth: { room }, ...options });
    this.socket.on('connect', () => this.#connected());
    this.socket.on('disconnect', () => (this.cutAt ??= performance.now()));
    this.socket.on(name, ({ seq }) => this.#heard(seq));
  }

  #connected() {
    if (this.cutAt === undefined) return;
    this.returns++;
    if (this.socket.recovered) this.recoveries++;
    this.longestAway = Math.max(this.longestAway, performance.now() - this.cutAt);
    this.cutAt = undefined;
  }

  #heard(seq) {
    if (seq < this.next) this.repeated++;
    else {
      this.lost += seq - this.next;
      this.next = seq + 1;
    }
  }

  /** Breaks the connection without a word, as a bad network does, also one that is just being made. */
  cut() {
    const { connected, io: manager } = this.socket;
    const wire = manager.engine?.transport?.ws;
    if (!wire) return 0;
    if (connected) this.cutAt = performance.now();
    wire.terminate();
    return connected ? 1 : 0;
  }

  get isHere() {
    return this.socket.connected;
  }
}

let clients = [];
let cuts = 0;
let timer;

const until = async (condition, patience) => {
  const end = performance.now() + patience;
  while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return condition();
};
const sum = (member) => clients.reduce((total, client) => total + client[member], 0);
const allHere = () => clients.every((client) => client.isHere);

const commands = {
  /** Connects clients, one after the other to each of the addresses. */
  async start({ urls, count, rooms, name, options = {} }) {
    clients = Array.from({ length: count }, (_, i) => new Client(urls[i % urls.length], i % rooms, name, options));
    cuts = 0;
    return until(allHere, 60000);
  },

  /** Cuts each client once in a period (ms), at times that are evenly spread, until `calm`. */
  async cutEvery({ period }) {
    const begun = performance.now();
    let turn = 0;
    timer = setInterval(() => {
      const due = Math.floor(((performance.now() - begun) * clients.length) / period);
      for (; turn < due; turn++) cuts += clients[turn % clients.length].cut();
    }, 10);
  },

  /** Cuts no more, and waits until all are back; true when they are. */
  async calm() {
    clearInterval(timer);
    return until(allHere, 300000);
  },

  /** What was heard, once each client has heard the last number or none has heard anything for a while; ends the clients. */
  async end({ last, patience = 10000 }) {
    const done = () => clients.every((client) => client.next > last);
    for (let heard = -1; heard !== sum('next') && !done(); ) {
      heard = sum('next');
      await until(done, patience);
    }
    const expected = clients.length * (last + 1);
    const lost = sum('lost') + clients.reduce((total, { next }) => total + Math.max(0, last + 1 - next), 0);
    const longestAway = Math.round(Math.max(...clients.map((client) => client.longestAway)));
    const summary = { clients: clients.length, cuts, returns: sum('returns'), recovered: sum('recoveries'), expected, lost };
    for (const { socket } of clients) socket.close();
    return { ...summary, repeated: sum('repeated'), longestAway };
  },

  async exit() {
    setImmediate(() => process.exit());
  },
};

process.on('uncaughtException', (error) => event('uncaught', { message: String(error?.stack ?? error) }));
serve(commands, () => process.exit());
event('ready');
