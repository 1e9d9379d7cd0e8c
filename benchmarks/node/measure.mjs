// Measures one operation: node measure.mjs OPERATION ITERATIONS MILLISECONDS prints operations per second.

import { feathers } from '@feathersjs/feathers';
import { page, todo } from './todos.mjs';

const TODO = { id: 1, text: 'Write', done: false };

const look = async (context) => {
  if (context.params.provider) throw new Error('nobody calls from outside here');
};
const around = async (context, next) => {
  await look(context);
  await next();
};

function application() {
  const app = feathers();
  app.use('todos', { get: async () => TODO, create: async (data) => data });
  return app;
}

/** A local call; asynchronous, as every call in Feathers is. */
function get(appHooks, serviceHooks) {
  const app = application();
  app.hooks(appHooks);
  app.service('todos').hooks(serviceHooks);
  const service = app.service('todos');
  return { call: () => service.get(1), asynchronous: true };
}

function emit(listeners) {
  const service = application().service('todos');
  let heard = 0;
  for (let i = 0; i < listeners; i++) service.on('created', () => heard++);
  return { call: () => service.emit('created', TODO) };
}

/** Bytes in, bytes out, as on a wire. */
function encode(value) {
  return { call: () => Buffer.from(JSON.stringify(value)) };
}

function decode(value) {
  const bytes = Buffer.from(JSON.stringify(value));
  return { call: () => JSON.parse(bytes.toString()) };
}

const OPERATIONS = {
  'get-plain': () => get({}, {}),
  'get-five-hooks': () =>
    get({ before: { all: [look] }, error: { all: [look] } }, { before: { all: [look], get: [look] }, after: { get: [look] } }),
  'get-five-around': () => get({ around: { all: [around], get: [around] } }, { around: { all: [around, around], get: [around] } }),
  'emit-0': () => emit(0),
  'emit-1': () => emit(1),
  'emit-10': () => emit(10),
  'encode-1': () => encode(todo(1)),
  'decode-1': () => decode(todo(1)),
  'encode-100': () => encode(page(100)),
  'decode-100': () => decode(page(100)),
};

const BATCH = 100; // the clock is not asked after every operation
let last;

async function batch({ call, asynchronous }) {
  if (asynchronous) for (let i = 0; i < BATCH; i++) last = await call();
  else for (let i = 0; i < BATCH; i++) last = call();
}

async function iteration(operation, milliseconds) {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < milliseconds) {
    await batch(operation);
    count += BATCH;
  }
  return (count * 1000) / (performance.now() - start);
}

const [name, iterations, milliseconds] = process.argv.slice(2);
if (!Object.hasOwn(OPERATIONS, name)) throw new Error(`There is no operation ${name}`);
const operation = OPERATIONS[name]();
for (let i = 0; i < iterations; i++) await iteration(operation, milliseconds);
let sum = 0;
for (let i = 0; i < iterations; i++) sum += await iteration(operation, milliseconds);
if (last === undefined) throw new Error('The operation did nothing');
console.log(sum / iterations);
