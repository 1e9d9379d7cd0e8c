// Microseconds of CPU that one call of Feathers' Knex adapter takes: node sql.mjs CLIENT CONNECTION OPERATION MILLISECONDS

import { KnexService } from '@feathersjs/knex';
import knex from 'knex';

const [client, connection, operation, millis] = process.argv.slice(2);
const Model = knex({ client, connection: JSON.parse(connection), useNullAsDefault: true, pool: { min: 1, max: 1 } });
if (client === 'better-sqlite3') await Model.raw('pragma synchronous = normal');
const todos = new KnexService({ Model, name: 'todos', id: 'id' });

const OPERATIONS = {
  get: async () => (await todos.get(1)).id === 1,
  find: async () => (await todos.find({ query: { $sort: { id: 1 }, $limit: 100 } })).length === 100,
  create: async () =>
    (await todos.create({ text: 'Write the report', done: false, userId: 3, createdAt: '2026-01-02T03:04:05.678Z' })).id > 100,
};

async function measured() {
  const call = OPERATIONS[operation];
  const cpu = process.cpuUsage();
  const end = performance.now() + Number(millis);
  let count = 0;
  for (; performance.now() < end; count++) if (!(await call())) throw new Error(`${operation} went wrong`);
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / count;
}

await measured();
console.log(await measured());
await Model.destroy();
