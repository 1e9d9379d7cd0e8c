// Socket.IO of Node with rooms that get numbered messages, driven over stdin and stdout.

import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { event, serve } from './lines.mjs';

let io;

const commands = {
  /** Serves on a free port; clients name their room. */
  async start({ recovery }) {
    const http = createServer();
    const connectionStateRecovery = { maxDisconnectionDuration: 120000, skipMiddlewares: true };
    io = new Server(http, recovery ? { connectionStateRecovery } : {});
    io.on('connection', (socket) => {
      if (!socket.recovered) socket.join(`room ${socket.handshake.auth.room}`);
    });
    await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
    return http.address().port;
  },

  /** Messages from one number to another, each to each room, so many numbers a second. */
  async say({ from, to, rooms, perSecond }) {
    const begun = performance.now();
    for (let seq = from; seq <= to; ) {
      const due = from + Math.floor(((performance.now() - begun) * perSecond) / 1000);
      for (; seq <= Math.min(due, to); seq++)
        for (let room = 0; room < rooms; room++) io.to(`room ${room}`).emit('ticks created', { room, seq });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  },

  async stop() {
    await io.close();
  },

  async exit() {
    setImmediate(() => process.exit());
  },
};

serve(commands, () => process.exit());
event('ready');
