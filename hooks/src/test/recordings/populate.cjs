// Records what populate of feathers-hooks-common adds to records, for PopulateTest. From the root of the repository, with feathers-hooks-common and the packages
// feathers and memory of @feathersjs in DIR:
//   NODE_PATH=DIR/node_modules node hooks/src/test/recordings/populate.cjs > hooks/src/test/resources/vectors/populate.json
const { populate } = require('feathers-hooks-common')
const { feathers } = require('@feathersjs/feathers')
const { MemoryService } = require('@feathersjs/memory')
const clone = value => value === undefined ? undefined : JSON.parse(JSON.stringify(value))

const data = {
  users: [{ id: 1, name: 'Ann', email: 'a@x' }, { id: 2, name: 'Bob', email: 'b@x' }, { id: 3, name: 'Cid', email: 'a@x' }],
  comments: [{ id: 1, postId: 1, userId: 2, text: 'one' }, { id: 2, postId: 1, userId: 3, text: 'two' }, { id: 3, postId: 2, userId: 2, text: 'three' }],
  tags: [{ id: 1, name: 'x' }, { id: 2, name: 'y' }]
}
const post = more => ({ id: 1, authorId: 1, tagIds: [2, 1], meta: { editor: 2 }, ...more })
const author = { service: 'users', nameAs: 'author', parentField: 'authorId', childField: 'id' }
const comments = { service: 'comments', parentField: 'id', childField: 'postId', asArray: true }
const many = [post(), post({ id: 2, authorId: 2 }), post({ id: 3, authorId: 9 })]

const cases = [
  ['one record', { include: author }, post()],
  ['a list', { include: author }, many],
  ['a page', { include: author }, { total: 3, limit: 10, skip: 0, data: many }],
  ['the name is the service', { include: { ...author, nameAs: undefined } }, post()],
  ['a deep name', { include: { ...author, nameAs: 'people.author' } }, post()],
  ['a deep parent field', { include: { ...author, parentField: 'meta.editor' } }, post()],
  ['no such record', { include: author }, post({ authorId: 9 })],
  ['no such record, as list', { include: { ...author, asArray: true } }, post({ authorId: 9 })],
  ['one record as list', { include: { ...author, asArray: true } }, post()],
  ['no parent field in the record', { include: author }, { id: 1 }],
  ['null in the parent field', { include: author }, post({ authorId: null })],
  ['several of one', { include: comments }, many],
  ['several of one, not as list', { include: { ...comments, asArray: false } }, many],
  ['a list in the parent field', { include: { service: 'tags', parentField: 'tagIds', childField: 'id' } }, post()],
  ['an empty list in the parent field', { include: { service: 'tags', parentField: 'tagIds', childField: 'id', asArray: true } }, post({ tagIds: [] })],
  ['a sorted list', { include: { service: 'tags', parentField: 'tagIds', childField: 'id', query: { $sort: { id: -1 } } } }, many],
  ['a query', { include: { ...comments, query: { userId: 2 } } }, many],
  ['a query with a limit for each', { include: { ...comments, query: { $limit: 1, $sort: { id: -1 } } } }, many],
  ['a query with selected fields', { include: { ...comments, query: { $select: ['text'] } } }, many],
  ['a query with selected fields and the key', { include: { ...comments, query: { $select: ['text', 'postId'] } } }, many],
  ['a query alone', { include: { service: 'tags', nameAs: 'all', asArray: true, query: { name: 'x' } } }, many],
  ['a selection', { include: { service: 'comments', asArray: true, select: 'later' } }, many],
  ['a selection over a query', { include: { ...comments, query: { userId: 2 }, select: 'anyone' } }, many],
  ['paginated', { include: { ...comments, paginate: 1 } }, many],
  ['nested', { include: { ...comments, include: author && { service: 'users', nameAs: 'user', parentField: 'userId', childField: 'id' } } }, many],
  ['nested in one', { include: { ...author, include: { service: 'comments', parentField: 'id', childField: 'userId', asArray: true } } }, many],
  ['two', { include: [author, comments] }, many],
  ['two with one name', { include: [author, { ...comments, nameAs: 'author' }] }, post()],
  ['the second does not see the first', { include: [author, { service: 'comments', nameAs: 'theirs', parentField: 'author.id', childField: 'userId' }] }, post()],
  ['records that were included before', { include: author }, post({ _include: ['other'] })],
  ['nothing to include', {}, post()],
  ['the right service', { service: 'posts', include: author }, post()],
  ['another service', { service: 'things', include: author }, post()],
  ['allowed', { permissions: 'allowed', include: { ...author, permissions: 'allowed' } }, post()],
  ['not allowed', { permissions: 'refused', include: author }, post()],
  ['include not allowed', { include: { ...author, permissions: 'refused' } }, post()],
  ['nested include not allowed at its depth', { include: { ...author, permissions: 'depth1', include: { ...comments, permissions: 'depth1' } } }, post()],
  ['neither fields nor query', { include: { service: 'users', parentField: 'authorId' } }, post()],
  ['hidden from clients', { include: author }, post(), { provider: 'rest' }],
  ['hidden from clients, asked for internally', { include: { ...author, provider: null } }, post(), { provider: 'rest' }],
  ['own populate of the service', { include: { ...author, useInnerPopulate: true } }, post()],
  ['own populate of the service is not used', { include: author }, post()],
  ['skipped', { include: author }, post(), { _populate: 'skip' }]
]
const selections = {
  later: (context, parent) => ({ id: { $gt: parent.id } }),
  anyone: () => ({ userId: { $gt: 0 } })
}
const allowed = (context, path, permissions, depth) => permissions === 'allowed' || permissions === 'depth' + depth
const prepared = schema => ({
  ...schema,
  ...(schema.select ? { select: selections[schema.select] } : {}),
  ...(schema.include ? { include: [].concat(schema.include).map(prepared) } : {}),
  ...(schema.provider === null ? { provider: undefined } : {})
})

async function record ([name, schema, result, params = {}]) {
  const app = feathers()
  for (const [path, records] of Object.entries(data)) {
    app.use(path, new MemoryService({ store: Object.fromEntries(clone(records).map(each => [each.id, each])), multi: true, filters: { $gt: true } }))
  }
  app.service('users').hooks({ after: { all: [context => { if (context.params.provider) [].concat(context.result.data || context.result).forEach(user => delete user.email) },
    ...(name.startsWith('own populate') ? [populate({ schema: { include: { service: 'comments', nameAs: 'said', parentField: 'id', childField: 'userId', asArray: true } } })] : [])] } })
  const method = result.data || Array.isArray(result) ? 'find' : 'get'
  const context = { app, path: 'posts', method, type: 'after', params: { query: {}, ...params }, result: clone(result) }
  const recorded = { name, schema, params: clone(context.params), method, result: clone(result) }
  try {
    await populate({ schema: prepared(schema), checkPermissions: allowed })(context)
    recorded.after = clone(context.result)
  } catch (error) {
    recorded.error = { name: error.name, code: error.code, message: error.message }
  }
  return recorded
}

Promise.all(cases.map(record)).then(recorded => {
  const found = { description: 'What populate adds to records', source: 'feathers-hooks-common@8.2.1, Node.js ' + process.versions.node.split('.')[0] }
  const lines = recorded.map(each => '    ' + JSON.stringify(each)).join(',\n')
  process.stdout.write(`{\n  "description": ${JSON.stringify(found.description)},\n  "source": ${JSON.stringify(found.source)},\n  "data": ${JSON.stringify(data)},\n  "cases": [\n${lines}\n  ]\n}\n`)
})
