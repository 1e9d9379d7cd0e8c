// Records what a server of Feathers 6 answers to its own client, and its events as they are on the wire:
// node record-feathers6.mjs ../src/test/resources/vectors/feathers6.json

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { feathers } from 'feathers';
import { errors } from 'feathers/errors';
import { createHandler, SseService } from 'feathers/http';
import { toNodeHandler } from 'feathers/http/node';
import { feathers6Outcomes } from './feathers6.mjs';

class Echo {
  async find({ query }) {
    return { method: 'find', query };
  }

  async get(id, { query }) {
    return { method: 'get', id, query };
  }

  async create(data, { query }) {
    return { method: 'create', data, query };
  }

  async update(id, data, { query }) {
    return { method: 'update', id, data, query };
  }

  async patch(id, data, { query }) {
    return { method: 'patch', id, data, query };
  }

  async remove(id, { query }) {
    return { method: 'remove', id, query };
  }

  async shout(data, { query }) {
    return { method: 'shout', data, query };
  }
}

class Failing {
  async get(code) {
    throw new errors[code](`Failed with ${code}`, { reason: 'told' });
  }
}

/** The first messages of a stream as they are on the wire. */
async function streamed(url, count, then) {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  let text = '';
  let told = false;
  const decoder = new TextDecoder();
  for await (const part of response.body) {
    text += decoder.decode(part, { stream: true });
    if (!told) await then();
    told = true;
    if (text.split('\n\n').length > count) break;
  }
  abort.abort();
  return { contentType: response.headers.get('content-type'), text };
}

const methods = ['find', 'get', 'create', 'update', 'patch', 'remove', 'shout'];
const app = feathers();
app.use('echo', new Echo(), { methods });
app.use('failing', new Failing(), { methods: ['get'] });
app.use('events', new SseService());
app.on('connection', (connection) => app.channel('everybody').join(connection));
app.publish(() => app.channel('everybody'));
const server = createServer(toNodeHandler(createHandler(app)));
await app.setup();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const { version } = createRequire(import.meta.url)('./node_modules/feathers/package.json');
const calls = await feathers6Outcomes(url);
const stream = await streamed(`${url}/events?room=a%20b`, 3, async () => {
  await app.service('echo').create({ text: 'first\nsecond' }, { query: {} });
  await app.service('echo').patch('a b', { text: 'ü' }, { query: {} });
});
writeFileSync(process.argv[2], JSON.stringify({ package: `feathers@${version}`, calls, stream }, null, 1) + '\n');
server.closeAllConnections();
server.close();
process.exit();
