// Socket.IO without a framework, for BareGroup.java: an acknowledged get is one look into a map. Runs on Node, and on Bun with its own engine.

import { event, serve } from '../../interop/node/lines.mjs';
import { todos } from './todos.mjs';
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const records = new Map(todos(100).map((todo) => [todo.id, todo]));

async function listen() {
  if (typeof Bun === 'undefined') {
    const http = createServer();
    const io = new Server(http, { serveClient: false });
    await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
    return { io, port: http.address().port };
  }
  const { Server: Engine } = await import('@socket.io/bun-engine');
  const io = new Server();
  const engine = new Engine({ path: '/socket.io/' });
  io.bind(engine);
  const { port } = Bun.serve({ hostname: '127.0.0.1', port: 0, ...engine.handler() });
  return { io, port };
}

const { io, port } = await listen();
io.on('connection', (socket) => {
  socket.on('get', (path, id, ...rest) => rest.at(-1)(null, records.get(id)));
});
serve({}, () => process.exit(0));
event('ready', { port });
