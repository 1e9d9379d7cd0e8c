// The calls behind the recorded requests of client-rest-requests.json and client-rest-guards.json, by their names.

const query = {
  name: 'a b&c',
  $limit: 10,
  $sort: { createdAt: -1 },
  $select: ['a', 'b'],
  $or: [{ a: 1 }, { b: { $gt: 2 } }],
  flag: true,
  nothing: null,
  gone: undefined,
  when: new Date(0),
  list: [1, 2],
  nested: { x: { y: 'z' } },
  empty: [],
  none: {},
  uni: 'ü',
  in: { $in: [1, 'two'] },
};

const todos = (app) => app.service('todos');

export const restCalls = {
  find: (app) => todos(app).find(),
  'find with query': (app) => todos(app).find({ query }),
  get: (app) => todos(app).get(1),
  'get id needing encoding': (app) => todos(app).get('a b/ü?#%'),
  'get with query': (app) => todos(app).get(1, { query: { $select: ['name'] } }),
  'get id 0': (app) => todos(app).get(0),
  create: (app) => todos(app).create({ text: 'hi', n: 1 }),
  'create array': (app) => todos(app).create([{ a: 1 }, { a: 2 }]),
  'create with query and headers': (app) =>
    todos(app).create({ a: 1 }, { query: { $populate: 'x' }, headers: { 'X-Extra': 'e' } }),
  update: (app) => todos(app).update(1, { a: 1 }),
  'update null': (app) => todos(app).update(null, { a: 1 }),
  patch: (app) => todos(app).patch(1, { a: 1 }),
  'patch null with query': (app) => todos(app).patch(null, { a: 1 }, { query: { done: false } }),
  remove: (app) => todos(app).remove(1),
  'remove null with query': (app) => todos(app).remove(null, { query: { done: true } }),
  'custom method': (app) => todos(app).shout({ a: 1 }, { query: { q: 1 } }),
  'custom method without data': (app) => todos(app).shout(),
  'create empty object': (app) => todos(app).create({}),
  'route placeholder replaced from params.route': (app) =>
    app.service('users/:userId/posts').get(3, { route: { userId: 7 }, query: { a: 1 } }),
  'service name slashes stripped': (app) => app.service('/slashed/path/').find(),

  'get undefined': (app) => todos(app).get(undefined),
  'get empty string': (app) => todos(app).get(''),
  'update undefined': (app) => todos(app).update(undefined, { a: 1 }),
  'patch undefined': (app) => todos(app).patch(undefined, { a: 1 }),
  'remove undefined': (app) => todos(app).remove(undefined),
  'get null (goes out as find)': (app) => todos(app).get(null),
  'unlisted custom method': (app) => {
    const s = todos(app);
    return s.yell({ a: 1 });
  },
};
