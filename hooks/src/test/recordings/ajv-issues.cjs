// Records what Ajv says of many schemas and values, for AjvIssuesTest. From the root of the repository:
//   NODE_PATH=interop/node/node_modules node hooks/src/test/recordings/ajv-issues.cjs > hooks/src/test/resources/vectors/ajv-issues.json
const Ajv = require('ajv').default
const Ajv2019 = require('ajv/dist/2019').default
const Ajv2020 = require('ajv/dist/2020').default
const obj = (properties, more) => ({ type: 'object', properties, ...more })
const S = (name, schema, values, more = {}) => values.map((value, i) => ({ name: `${name} ${i + 1}`, schema, value, ...more }))
const C = (name, schema, values, more = {}) => S('coerced ' + name, obj({ v: schema }), values.map(v => ({ v })), { coerce: true, ...more })
const A = (list) => list.concat(list.map(c => ({ ...c, name: c.name + ', all', all: true })))
const cases = [
  ...C('to string', { type: 'string' }, [1, 1.5, true, null, [], {}, 1e21]),
  ...C('to number', { type: 'number' }, ['1', '1.5', '', ' ', ' 7 ', '0x10', '1e3', '.5', '5.', '+3', '-0.5', 'abc', '1_000', 'NaN', true, false, null, [], {}, '12px', '9e99']),
  ...C('to integer', { type: 'integer' }, ['1', '1.0', '1.5', 'x', '', true, null, 1.5, '1e3', '0b11', '2147483648']),
  ...C('to boolean', { type: 'boolean' }, ['true', 'false', 'TRUE', '1', '0', 1, 0, 2, null, '', []]),
  ...C('to null', { type: 'null' }, ['', 0, false, 'null', 1, []]),
  ...C('to one of several', { type: ['number', 'string'] }, ['1', true, null, [], {}]),
  ...C('to one of several, text last', { type: ['boolean', 'null', 'string'] }, ['true', 'x', 1, 2, '', 0, []]),
  ...C('not to array', { type: 'array', items: { type: 'number' } }, ['1', ['1', '2'], ['x'], 5]),
  ...C('within objects', obj({ a: { type: 'number', maximum: 5 }, b: obj({ c: { type: 'boolean' } }) }), [{ a: '4' }, { a: '6' }, { a: '3', b: { c: 'true' } }, { b: { c: 'x' } }]),
  ...C('anyOf, first fits', { anyOf: [{ type: 'integer' }, { type: 'string' }] }, ['5', 'x', true]),
  ...C('anyOf, later fits', { anyOf: [{ type: 'integer', minimum: 10 }, { type: 'string' }] }, ['5', '15', 'x']),
  ...C('oneOf', { oneOf: [{ type: 'number', maximum: 5 }, { type: 'boolean' }] }, ['3', 'true', '9', 'x']),
  ...C('allOf', { allOf: [{ type: 'number' }, { minimum: 3 }] }, ['5', '1', 'x']),
  ...C('additional', { type: 'object', additionalProperties: { type: 'number' } }, [{ x: '1' }, { x: 'y' }]),
  ...C('pattern properties', { type: 'object', patternProperties: { '^n': { type: 'number' } }, additionalProperties: false }, [{ n1: '1' }, { n1: 'x' }, { m: 1 }]),
  ...C('reference', { $ref: '#/definitions/num' }, ['3', 'x', '-1'], {}).map(c => ({ ...c, schema: { ...c.schema, definitions: { num: { type: 'number', minimum: 0 } } } })),
  ...A([
    ...S('maximum', { type: 'number', maximum: 5 }, [6, 5, '6']),
    ...S('minimum', { type: 'number', minimum: 1.5 }, [1, 2]),
    ...S('exclusive', { type: 'number', exclusiveMaximum: 5, exclusiveMinimum: 1 }, [5, 1, 3]),
    ...S('multipleOf', { type: 'number', multipleOf: 0.5 }, [0.7, 1.5]),
    ...S('several numbers', { type: 'integer', minimum: 10, multipleOf: 7 }, [3, 1.5, 14]),
    ...S('lengths', { type: 'string', minLength: 2, maxLength: 4, pattern: '^a' }, ['a', 'abcde', 'bb', 'b', 'ab', '😀', 'a😀😀😀', 3]),
    ...S('items', { type: 'array', minItems: 2, maxItems: 3 }, [[1], [1, 2, 3, 4], [1, 2], 'x']),
    ...S('properties count', { type: 'object', minProperties: 1, maxProperties: 2 }, [{}, { a: 1, b: 2, c: 3 }, { a: 1 }]),
    ...S('unique', { type: 'array', uniqueItems: true }, [[1, 2, 1], [1, 2, 2, 1], [{ a: 1 }, { b: 1 }, { a: 1 }], [1, '1'], ['a', 'b', 'a', 'b'], [null, false, 0]]),
    ...S('unique scalars', { type: 'array', uniqueItems: true, items: { type: 'string' } }, [['a', 'b', 'a'], ['x', 'a', 'b', 'a', 'b']]),
    ...S('const', { const: { a: [1] } }, [{ a: [1] }, { a: [2] }, 1]),
    ...S('enum', { enum: ['a', 1, null] }, ['a', 'b', null, 2]),
    ...S('types', { type: ['string', 'null'] }, [1, null, 'x', {}]),
    ...S('type and enum', { type: 'string', enum: ['a', 'b'] }, [1, 'c', 'a']),
    ...S('object type and enum', { type: 'object', properties: { a: {} }, enum: [{ a: 1 }] }, ['x', { a: 2 }, { a: 1 }]),
    ...S('not', { not: { type: 'string' } }, ['x', 1]),
    ...S('anyOf', { anyOf: [{ type: 'string', minLength: 3, pattern: '^a' }, { type: 'object', required: ['a', 'b'], properties: { a: { type: 'number' }, b: {} } }] }, ['x', 1, {}, { a: 'x', b: 1 }, 'abc', null]),
    ...S('oneOf', { oneOf: [{ type: 'number', multipleOf: 2 }, { type: 'number', multipleOf: 3 }, { type: 'number', maximum: 0 }] }, [2, 6, 7, 0, 'x']),
    ...S('allOf', { allOf: [{ minimum: 3 }, { maximum: 5 }, { multipleOf: 4 }] }, [4, 1, 7, 'x']),
    ...S('if', { type: 'object', if: { properties: { kind: { const: 'a' } }, required: ['kind'] }, then: { required: ['x'] }, else: { required: ['y', 'z'] } }, [{ kind: 'a' }, { kind: 'a', x: 1 }, {}, { y: 1 }, { y: 1, z: 2 }]),
    ...S('if in anyOf', { anyOf: [{ type: 'object', if: { required: ['a'] }, then: { required: ['b'] } }, { type: 'string' }] }, [{ a: 1 }, 1, {}]),
    ...S('names by reference', { type: 'object', propertyNames: { $ref: '#/definitions/low' }, definitions: { low: { pattern: '^[a-z]+$' } } }, [{ A: 1 }, { a: 1 }]),
    ...S('required', obj({ a: {}, b: {} }, { required: ['b', 'a'] }), [{}, { b: 1 }, { a: 1, b: 2 }, 7]),
    ...S('additional', obj({ a: { type: 'string' } }, { additionalProperties: false, required: ['a'] }), [{ x: 1, y: 2, a: 'x' }, { x: 1 }, { a: 1, z: 1 }, { a: 1 }]),
    ...S('additional schema', obj({ a: {} }, { additionalProperties: { type: 'number', minimum: 2 } }), [{ a: 'x', b: 1, c: 'y' }, { b: 3 }]),
    ...S('order of properties', obj({ b: { type: 'string' }, a: { type: 'string' } }), [{ a: 1, b: 2 }, { a: 1 }]),
    ...S('names', { type: 'object', propertyNames: { pattern: '^[a-z]+$', maxLength: 3 } }, [{ ab: 1 }, { AB: 1, c: 1, abcd: 1, ABCDE: 1 }]),
    ...S('pattern properties', { type: 'object', patternProperties: { '^n_': { type: 'number' }, '/~ %': { type: 'string' } } }, [{ n_a: 'x', n_b: 'y' }, { 'a/~ %': 1 }, { n_a: 1 }]),
    ...S('dependencies', { type: 'object', dependencies: { a: ['b', 'c'], d: { required: ['e'] }, f: ['g'] } }, [{ a: 1 }, { a: 1, b: 1, c: 1 }, { d: 1 }, { f: 1, d: 1, a: 1, b: 1 }]),
    ...S('escapes', obj({ 'a/b~c': obj({ "d e'(!)*%ü": { type: 'string' } }) }), [{ 'a/b~c': { "d e'(!)*%ü": 1 } }]),
    ...S('item schema', { type: 'array', items: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } }, [[{ n: 1 }, { n: 'x' }, {}], [{ n: 1 }]]),
    ...S('tuple', { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false, minItems: 2 }, [['a', 1, 2], ['a', 'b'], [1, 'b'], ['a', 1]], { strictTuples: false }),
    ...S('tuple with rest', { type: 'array', items: [{ type: 'string' }], additionalItems: { type: 'number' } }, [['a', 1, 'x', 'y'], ['a']]),
    ...S('contains', { type: 'array', contains: { type: 'number', minimum: 5 } }, [[1, 'x'], [], [7]]),
    ...S('contains in anyOf', { anyOf: [{ type: 'array', contains: { type: 'number' } }, { type: 'string' }] }, [['x'], 1]),
    ...S('false', obj({ a: false, b: true }), [{ a: 1 }, { b: 1 }]),
    ...S('reference', { type: 'object', properties: { a: { $ref: '#/definitions/positive' }, b: { $ref: '#/definitions/person' } }, definitions: { positive: { type: 'number', minimum: 0 }, person: obj({ name: { type: 'string' } }, { required: ['name'] }) } }, [{ a: -1 }, { a: 'x', b: {} }, { b: { name: 1 } }, { a: 1, b: { name: 'x' } }]),
    ...S('reference with more', { type: 'object', properties: { a: { $ref: '#/definitions/num', minimum: 5 } }, definitions: { num: { type: 'number' } } }, [{ a: 3 }, { a: 'x' }, { a: 6 }]),
    ...S('$id and reference', { $id: 'Tree', type: 'object', properties: { v: { type: 'number' }, kids: { type: 'array', items: { $ref: '#' } } } }, [{ v: 1, kids: [{ v: 'x' }] }, { kids: [{ kids: [{ v: 1 }, 7] }] }, { v: 1 }]),
    ...S('nested objects', obj({ a: obj({ b: { type: 'array', items: obj({ c: { type: 'boolean' } }) } }) }), [{ a: { b: [{ c: true }, { c: 0 }] } }]),
  ]),
  ...A([
    ...S('dependentRequired', { type: 'object', dependentRequired: { a: ['b'] } }, [{ a: 1 }, { a: 1, b: 1 }], { draft: '2019-09' }),
    ...S('dependentSchemas', { type: 'object', dependentSchemas: { a: { required: ['b'] } } }, [{ a: 1 }, { b: 1 }], { draft: '2019-09' }),
    ...S('unevaluatedProperties', { type: 'object', allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false }, [{ a: 1, b: 1, c: 1, d: 1 }, { a: 1 }], { draft: '2019-09' }),
    ...S('minContains', { type: 'array', contains: { type: 'number' }, minContains: 2, maxContains: 3 }, [[1], [1, 2], [1, 2, 3, 4]], { draft: '2019-09' }),
    ...S('prefixItems', { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' }, minItems: 1 }, [['a', 1, 'x'], [1], ['a']], { draft: '2020-12' }),
    ...S('prefixItems only', { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'array', prefixItems: [{ type: 'string' }], items: false, minItems: 1 }, [['a', 1, 'x'], ['a']], { draft: '2020-12' })
  ])
]
const out = cases.map(c => {
  const K = c.draft === '2019-09' ? Ajv2019 : c.draft === '2020-12' ? Ajv2020 : Ajv
  const ajv = new K({ coerceTypes: !!c.coerce, allErrors: !!c.all, strict: false })
  const value = JSON.parse(JSON.stringify(c.value))
  const validate = ajv.compile(c.schema)
  const valid = validate(value)
  const r = { name: c.name, schema: c.schema, value: c.value }
  if (c.coerce) r.coerce = true
  if (c.all) r.all = true
  if (valid) r.valid = value; else r.issues = validate.errors
  return r
})
const names = new Set(out.map(c => c.name)); if (names.size !== out.length) throw new Error('names')
const description =
  'JSON Schemas and values; the value as it is afterwards when it is valid, else the errors. Options: coerceTypes where coerce, allErrors where all, strict: false.'
const source = 'ajv@8.20.0 (the classes for draft 7, 2019-09 and 2020-12), Node.js 20'
console.log(`{
  "description": ${JSON.stringify(description)},
  "source": ${JSON.stringify(source)},
  "cases": [
${out.map(c => '    ' + JSON.stringify(c)).join(',\n')}
  ]
}`)
