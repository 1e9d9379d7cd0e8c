// The kinds of services a peer can offer. Every answer that can carry it says who gave it: `from` is the peer's name.

import { setTimeout as delay } from 'node:timers/promises';
import errors from '@feathersjs/errors';
import { MemoryService } from '@feathersjs/memory';
import { AppendOnly } from './append-only.mjs';

/** The names of Feathers' own methods. */
export const SIX = ['find', 'get', 'create', 'update', 'patch', 'remove'];

/** An in-memory service with all six methods, also on many records at once, `toggle` and the event `toggled`. */
class Todos extends MemoryService {
  constructor(name, { seed = [], paginate = false } = {}) {
    const store = Object.fromEntries(seed.map((todo, i) => [todo.id ?? i + 1, { id: i + 1, ...todo }]));
    // The adapter's options replace those given at registration, the custom events too.
    super({ startId: seed.length + 1, multi: true, paginate, store, events: ['toggled'] });
    this.name = name;
  }

  async find(params) {
    const found = await super.find(params);
    return Array.isArray(found) ? this.signed(found) : { ...found, data: this.signed(found.data), from: this.name };
  }

  async get(id, params) {
    return this.signed(await super.get(id, params));
  }

  async create(data, params) {
    return this.signed(await super.create(data, params));
  }

  async update(id, data, params) {
    return this.signed(await super.update(id, data, params));
  }

  async patch(id, data, params) {
    return this.signed(await super.patch(id, data, params));
  }

  async remove(id, params) {
    return this.signed(await super.remove(id, params));
  }

  async toggle({ id }) {
    const todo = await super.get(id);
    const toggled = this.signed(await super.patch(id, { done: !todo.done }));
    this.emit('toggled', toggled);
    return toggled;
  }

  signed(result) {
    return Array.isArray(result) ? result.map((todo) => this.signed(todo)) : { ...result, from: this.name };
  }
}

/** Tells what it knows of its caller; `create` makes an event with a context. */
class WhoAmI {
  constructor(name) {
    this.from = name;
  }

  async find({ user, authenticated, authentication, fromRemote, provider }) {
    return {
      from: this.from,
      user: user ? { id: user.id, email: user.email } : null,
      subject: authentication?.payload?.sub ?? null,
      authenticated: authenticated === true,
      fromRemote: fromRemote === true,
      provider: provider ?? null,
    };
  }

  async create(data, params) {
    return { ...data, ...(await this.find(params)) };
  }
}

const failures = {
  NotFound: () => new errors.NotFound('Nothing here'),
  NotFoundData: () => new errors.NotFound('Nothing here', { looked: ['left', 'right'] }),
  BadRequest: () => new errors.BadRequest('Not like this', { field: 'text', errors: { text: 'is too long' } }),
  BadRequestList: () => new errors.BadRequest('Not like this', { errors: [{ path: 'text' }, { path: 'done' }] }),
  Conflict: () => new errors.Conflict('Already there'),
  Gone: () => new errors.Gone('Was here once'),
  Unavailable: () => new errors.Unavailable('Not now', { retryAfter: 5 }),
  Unknown: () => new errors.FeathersError('Custom', 'MyError', 499, 'my-error', { own: true }),
  Error: () => new Error('Plain trouble'),
  TypeError: () => new TypeError('Not a function'),
  Members: () => Object.assign(new Error('Plain trouble'), { code: 'ECODE', status: 418 }),
  Named: () => Object.assign(new Error('Plain trouble'), { name: 'BadRequest' }),
  string: () => 'just text',
  empty: () => '',
  number: () => 42,
  null: () => null,
  undefined: () => undefined,
  object: () => ({ reason: 'an object', code: 400 }),
};

/** `get(id)` throws what `failures` has under that id; `never` gives no answer, `cycle` one that JSON cannot take. */
class Errs {
  async get(id) {
    if (id === 'never') return new Promise(() => {});
    if (id === 'cycle') return cycle();
    if (!Object.hasOwn(failures, id)) throw new errors.NotFound(`No failure is called '${id}'`);
    throw failures[id]();
  }
}

function cycle() {
  const snake = {};
  snake.tail = snake;
  return snake;
}

/** Answers what it was asked. */
class Echo {
  constructor(name) {
    this.name = name;
  }

  find = async (params) => this.answer('find', { params });
  get = async (id, params) => this.answer('get', { id, params });
  create = async (data, params) => this.answer('create', { data, params });
  update = async (id, data, params) => this.answer('update', { id, data, params });
  patch = async (id, data, params) => this.answer('patch', { id, data, params });
  remove = async (id, params) => this.answer('remove', { id, params });
  toggle = async (data, params) => this.answer('toggle', { data, params });

  answer(method, call) {
    return { method, ...call, fromRemote: call.params?.fromRemote === true, from: this.name };
  }
}

/**
 * `get(ms)` and `create({ms})` answer after that many milliseconds; `find` counts the calls begun and ended. A prompt one
 * answers the same at once.
 */
class Slow {
  begun = 0;
  ended = 0;

  constructor(name, waits) {
    this.name = name;
    this.waits = waits;
  }

  async find() {
    return { begun: this.begun, ended: this.ended, from: this.name };
  }

  async get(id) {
    return this.after(Number(id), { id });
  }

  async create({ ms, ...rest }) {
    return this.after(ms, { ms, ...rest });
  }

  async after(ms, answer) {
    this.begun++;
    if (this.waits) await delay(ms);
    this.ended++;
    return { ...answer, from: this.name };
  }
}

const values = {
  string: 'some text',
  empty: '',
  unicode: 'grüße, 世界 🌍',
  number: 42,
  decimal: 0.1,
  zero: 0,
  large: 2 ** 53,
  true: true,
  false: false,
  null: null,
  undefined: undefined,
  array: [1, 'two', null, { three: 3 }],
  object: { nested: { deep: [] }, gone: undefined },
  date: new Date(0),
  buffer: Buffer.from([0, 1, 2, 254, 255]),
};

/** `get(id)` answers the odd value of that name. */
class Vals {
  async get(id) {
    return values[id];
  }
}

/** The adapter as it is, and the event `testing`. */
function people({ multi = false, paginate = false } = {}) {
  return new MemoryService({ startId: 1, multi, paginate, events: ['testing'] });
}

const kinds = {
  todos: (name, options) => [new Todos(name, options), { methods: [...SIX, 'toggle'], events: ['toggled'] }],
  errs: () => [new Errs(), { methods: ['get'] }],
  echo: (name) => [new Echo(name), { methods: [...SIX, 'toggle'] }],
  slow: (name) => [new Slow(name, true), { methods: ['find', 'get', 'create'] }],
  prompt: (name) => [new Slow(name, false), { methods: ['find', 'get', 'create'] }],
  people: (name, options) => [people(options), { methods: SIX, events: ['testing'] }],
  whoami: (name) => [new WhoAmI(name), { methods: ['find', 'create'] }],
  vals: () => [new Vals(), { methods: ['get'] }],
  'append-only': (name, options) => [new AppendOnly(name, options), { methods: ['get', 'create'], events: ['appended'] }],
};

/** A service of a kind and its registration options; `options` are the kind's own (for `todos`: `seed`, `paginate`; for `people`: `multi`, `paginate`; for `append-only`: `folder`). */
export function serviceOf(kind, name, options) {
  if (!Object.hasOwn(kinds, kind)) throw new Error(`unknown kind of service '${kind}', have: ${Object.keys(kinds)}`);
  return kinds[kind](name, options);
}
