// Feathers' Knex services over the tables of a database, driven over stdin and stdout. README.md tells how.

import { event, serve } from './lines.mjs';
import { KnexService } from '@feathersjs/knex';
import knex from 'knex';

const { client, connection, tables, options } = JSON.parse(process.argv[2]);
// One connection: the adapter creates the records of a list side by side, and on several connections in any order.
const Model = knex({ client, connection, useNullAsDefault: true, pool: { min: 1, max: 1 } });
const services = Object.fromEntries(tables.map((name) => [name, new KnexService({ Model, name, ...options })]));

serve(
  {
    call: ({ service, method, args }) => services[service][method](...args),
  },
  () => process.exit(),
);
event('ready');
