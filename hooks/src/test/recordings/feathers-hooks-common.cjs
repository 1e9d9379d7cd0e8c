// Records what hooks of feathers-hooks-common make of many contexts, for HooksCommonTest. From the root of the repository, with the package installed in DIR:
//   NODE_PATH=DIR/node_modules node hooks/src/test/recordings/feathers-hooks-common.cjs > hooks/src/test/resources/vectors/feathers-hooks-common.json
const common = require('feathers-hooks-common')
const clone = value => value === undefined ? undefined : JSON.parse(JSON.stringify(value))
const rest = more => ({ provider: 'rest', query: {}, ...more })

// each by name, here and in the test
const alterations = {
  in_place: item => { item.full = item.first + ' ' + item.last; delete item.first },
  nested: item => { item.address.city = 'C' },
  method: (item, context) => { item.by = context.method },
  nothing: () => {}
}
const records = { 1: { id: 1, name: 'a', tags: ['x'] }, 2: { id: 2, name: 'b' } }
const service = gets => ({
  async get (id, params) {
    gets.push({ id: id === undefined ? null : id, params: clone(params) })
    if (!records[id]) throw new Error('No record found')
    return records[id]
  }
})

const field = (name, options, params, more = {}) => ({ name: 'setField: ' + name, hook: 'setField', options, method: 'find', params, ...more })
const user = { id: 7, name: 'Ada', address: { city: 'London' } }
const toQuery = { from: 'params.user.id', as: 'params.query.userId' }
const toData = { from: 'params.user.id', as: 'data.userId' }
const create = (data, more) => ({ method: 'create', data, ...more })
const patch = (data, more) => ({ method: 'patch', id: 1, data, ...more })
const prevent = (name, args, data, more = {}) => ({ name: 'preventChanges: ' + name, hook: 'preventChanges', args, method: 'patch', id: 1, data, params: rest(), ...more })
const alter = (name, alteration, more) => ({ name: 'alterItems: ' + name, hook: 'alterItems', alteration, params: rest(), ...more })
const stash = (name, method, id, params, args = []) => ({ name: 'stashBefore: ' + name, hook: 'stashBefore', args, method, ...(id === undefined ? {} : { id }), params, ...(['update', 'patch'].includes(method) ? { data: { name: 'new' } } : {}) })
const client = (name, args, query, more = {}) => ({ name: 'paramsFromClient: ' + name, hook: 'paramsFromClient', args, method: 'find', params: { provider: 'rest', query }, ...more })
const unlimited = (name, query, more = {}) => ({ name: 'disablePagination: ' + name, hook: 'disablePagination', args: [], method: 'find', params: { provider: 'rest', query }, ...more })

const cases = [
  field('query of a client', toQuery, rest({ user })),
  field('query of an internal call', toQuery, { query: {}, user }),
  field('the client\'s own condition is replaced', toQuery, rest({ user, query: { userId: 1, $or: [{ userId: 2 }], $limit: 3 } })),
  field('no user, from outside', toQuery, rest()),
  field('user without the field, from outside', toQuery, rest({ user: { name: 'x' } })),
  field('user that is a text, from outside', toQuery, rest({ user: 'x' })),
  field('no user, internal', toQuery, { query: {} }),
  field('no user, from outside, allowed', { ...toQuery, allowUndefined: true }, rest()),
  field('null is a value', toQuery, rest({ user: { id: null } })),
  field('false and 0 are values', { from: 'params.user.address', as: 'params.query.a' }, rest({ user: { address: false } })),
  field('an object is a value', { from: 'params.user.address', as: 'params.query.a' }, rest({ user })),
  field('deep in the source', { from: 'params.user.address.city', as: 'params.query.city' }, rest({ user })),
  field('an item of a list in the source', { from: 'params.user.roles.1', as: 'params.query.role' }, rest({ user: { roles: ['a', 'b'] } })),
  field('an item of a list that is too short', { from: 'params.user.roles.2', as: 'params.query.role' }, rest({ user: { roles: ['a', 'b'] } })),
  field('deep in the query', { from: 'params.user.id', as: 'params.query.owner.id' }, rest({ user })),
  field('deep in the query beside other members', { from: 'params.user.id', as: 'params.query.owner.id' }, rest({ user, query: { owner: { name: 'x', id: 1 } } })),
  field('deep in the query, where a text is', { from: 'params.user.id', as: 'params.query.owner.id' }, rest({ user, query: { owner: 'x' } })),
  field('deep in the query, where null is', { from: 'params.user.id', as: 'params.query.owner.id' }, rest({ user, query: { owner: null } })),
  field('deep in the query, where a list is', { from: 'params.user.id', as: 'params.query.owner.id' }, rest({ user, query: { owner: [1] } })),
  field('another param', { from: 'params.user.id', as: 'params.owner' }, rest({ user })),
  field('data of create', toData, rest({ user }), create({ text: 'x', userId: 1 })),
  field('data of patch', toData, rest({ user }), patch({ text: 'x' })),
  field('data of create, missing', toData, rest(), create({ text: 'x' })),
  field('deep in data', { from: 'params.user.id', as: 'data.owner.id' }, rest({ user }), create({ owner: { name: 'x' } })),
  field('deep in data, where nothing is', { from: 'params.user.id', as: 'data.owner.id' }, rest({ user }), create({})),
  field('deep in data, where a text is', { from: 'params.user.id', as: 'data.owner.id' }, rest({ user }), create({ owner: 'x' })),
  field('deep in data, where null is', { from: 'params.user.id', as: 'data.owner.id' }, rest({ user }), create({ owner: null })),
  field('a list of data', toData, rest({ user }), create([{ text: 'x' }, { userId: 1 }])),
  field('one item of a list of data', { from: 'params.user.id', as: 'data.1.userId' }, rest({ user }), create([{ text: 'x' }, { userId: 1 }])),
  field('from data', { from: 'data.title', as: 'params.query.title' }, rest(), patch({ title: 't' })),
  field('from the id', { from: 'id', as: 'data.postId' }, rest(), patch({})),
  field('from the method', { from: 'method', as: 'data.by' }, rest(), patch({})),
  field('the id', { from: 'params.user.id', as: 'id' }, rest({ user }), { method: 'get', id: 1 }),
  field('the whole data', { from: 'params.user', as: 'data' }, rest({ user }), create({ a: 1 })),
  field('from the route', { from: 'params.route.userId', as: 'params.query.userId' }, rest({ route: { userId: '5' } })),
  field('after the method', toQuery, rest({ user }), { type: 'after', result: [] }),

  prevent('refuses', [true, 'role', 'a.b'], { name: 'x', role: 'admin' }),
  prevent('refuses deep', [true, 'role', 'a.b'], { a: { b: 1, c: 2 } }),
  prevent('refuses null', [true, 'role'], { role: null }),
  prevent('passes others', [true, 'role', 'a.b'], { name: 'x', a: { c: 1 } }),
  prevent('passes a parent that is no object', [true, 'a.b'], { a: 1 }),
  prevent('names the first in the order of the names', [true, 'b', 'a'], { a: 1, b: 1 }),
  prevent('a name with a dot', [true, 'a.b'], { 'a.b': 1 }),
  prevent('an item of a list', [true, 'tags.0'], { tags: ['x'] }),
  prevent('drops', [false, 'role', 'a.b'], { name: 'x', role: 'admin', a: { b: 1, c: 2 } }),
  prevent('drops nothing', [false, 'role'], { name: 'x' }),
  prevent('drops all', [false, 'role'], { role: 1 }),
  prevent('drops a name with a dot', [false, 'a.b'], { 'a.b': 1, a: { b: 2 } }),
  prevent('no names', [true], { a: 1 }),
  prevent('many records', [true, 'role'], { role: 1 }, { id: null }),
  prevent('internal calls too', [true, 'role'], { role: 1 }, { params: { query: {} } }),
  prevent('a list of data', [true, 'role'], [{ a: 1 }, { role: 1 }]),
  prevent('before update', [true, 'role'], { a: 1 }, { method: 'update' }),
  prevent('before create', [true, 'role'], { a: 1 }, { method: 'create', id: undefined }),

  alter('data', 'in_place', create({ first: 'A', last: 'L' })),
  alter('a list of data', 'in_place', create([{ first: 'A', last: 'L' }, { first: 'B', last: 'M' }])),
  alter('data, nested', 'nested', patch({ address: { zip: 1 } })),
  alter('nothing', 'nothing', create({ a: 1 })),
  alter('the context', 'method', patch({ a: 1 })),
  alter('a result', 'in_place', { type: 'after', method: 'get', id: 1, result: { first: 'A', last: 'L' } }),
  alter('a list as result', 'in_place', { type: 'after', method: 'find', result: [{ first: 'A', last: 'L' }, { first: 'B', last: 'M' }] }),
  alter('a page', 'in_place', { type: 'after', method: 'find', result: { total: 1, limit: 5, skip: 0, data: [{ first: 'A', last: 'L' }] } }),
  alter('an empty page', 'in_place', { type: 'after', method: 'find', result: { total: 0, limit: 5, skip: 0, data: [] } }),
  alter('a member data of a record', 'method', { type: 'after', method: 'get', id: 1, result: { data: [{ a: 1 }] } }),
  alter('the result of a patch of many', 'method', { type: 'after', method: 'patch', id: null, data: {}, result: [{ a: 1 }, { a: 2 }] }),

  stash('patch', 'patch', 1, rest({ user, authenticated: true, query: { $select: ['name'] } })),
  stash('update, under another name', 'update', 1, rest(), ['previous']),
  stash('remove', 'remove', 2, { query: {} }),
  stash('get', 'get', 1, { query: { $select: ['id'] }, extra: 1 }),
  stash('no such record', 'patch', 9, rest()),
  stash('many records', 'patch', null, rest()),
  stash('many records, remove', 'remove', null, { query: { a: 1 } }),
  stash('switched off', 'patch', 1, rest({ disableStashBefore: true })),
  stash('before find', 'find', undefined, rest()),

  client('named', ['populate', 'serialize'], { a: 1, $client: { populate: 'x', serialize: null, other: 1 } }),
  client('objects', ['a'], { $client: { a: { b: [1] } } }),
  client('no names', [], { a: 1, $client: { populate: 'x' } }),
  client('no $client', ['a'], { a: 1 }),
  client('empty', ['a'], { $client: {} }),
  client('a text', ['a'], { $client: 'x', a: 1 }),
  client('null', ['a'], { $client: null }),
  client('a list', ['a'], { $client: ['x'] }),
  client('replaces a param', ['user'], { $client: { user: 2 } }, { params: { provider: 'rest', query: { $client: { user: 2 } }, user: 1 } }),
  client('the query itself', ['query'], { a: 1, $client: { query: { b: 1 } } }),
  client('of get', ['a'], {}, { method: 'get', id: 1, params: { query: { $client: { a: 1 } } } }),
  client('after the method', ['a'], { $client: { a: 1 } }, { type: 'after', result: [] }),

  unlimited('-1', { $limit: -1, a: 1 }),
  unlimited('-1 as text', { $limit: '-1' }),
  unlimited('-1 as another text', { $limit: ' -1' }),
  unlimited('-1.0 as text', { $limit: '-1.0' }),
  unlimited('-2', { $limit: -2 }),
  unlimited('0', { $limit: 0 }),
  unlimited('10', { $limit: 10 }),
  unlimited('none', { a: 1 }),
  unlimited('null', { $limit: null }),
  unlimited('a list', { $limit: [-1] }),
  unlimited('internal', {}, { params: { query: { $limit: -1 } } }),
  unlimited('pagination that the call has', {}, { params: { query: { $limit: -1 }, paginate: { default: 1, max: 2 } } }),
  unlimited('before get', { $limit: -1 }, { method: 'get', id: 1 }),
  unlimited('after the method', { $limit: -1 }, { type: 'after', result: [] })
]

const made = c => c.hook === 'setField' ? common.setField(c.options)
  : c.hook === 'alterItems' ? common.alterItems(alterations[c.alteration])
  : common[c.hook](...c.args)

const run = async c => {
  const gets = []
  const context = { type: c.type || 'before', path: 'things', method: c.method, params: clone(c.params), service: service(gets) }
  for (const member of ['id', 'data', 'result']) if (c[member] !== undefined) context[member] = clone(c[member])
  const out = clone({ ...c, type: context.type })
  try {
    await made(c)(context)
    out.after = {}
    for (const member of ['id', 'data', 'result', 'params']) if (context[member] !== undefined) out.after[member] = clone(context[member])
  } catch (e) {
    out.error = { name: e.name, ...(e.code ? { code: e.code } : {}), message: e.message }
  }
  if (c.hook === 'stashBefore') out.gets = gets
  return out
}

const construct = options => { try { common.setField(options); return 'made' } catch (e) { return e.message } }

Promise.all(cases.map(run)).then(out => {
  out.push(...[{ from: 'a' }, { as: 'a' }, { from: '', as: 'a' }].map((options, i) => ({ name: 'setField: incomplete ' + (i + 1), hook: 'setField', options, refused: construct(options) })))
  const names = new Set(out.map(c => c.name)); if (names.size !== out.length) throw new Error('names')
  console.log(`{
  "description": "Contexts, and what is in them after a hook has run, or its error; for stashBefore also the calls of get.",
  "source": "feathers-hooks-common@8.2.1 with lodash@4.18.1, Node.js 20",
  "cases": [
${out.map(c => '    ' + JSON.stringify(c)).join(',\n')}
  ]
}`)
})
