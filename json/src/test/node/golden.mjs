// Writes the golden files of this module's tests from what Node itself says:
//   node src/test/node/golden.mjs src/test/resources
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]

// mulberry32, with a fixed seed: every run writes the same files
let state = 20240102
function random () {
  state = (state + 0x6D2B79F5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = n => Math.floor(random() * n)
const pick = list => list[below(list.length)]

const view = new DataView(new ArrayBuffer(8))
function bits (number) {
  view.setFloat64(0, number)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}
function fromBits (high, low) {
  view.setUint32(0, high)
  view.setUint32(4, low)
  return view.getFloat64(0)
}

function numbers () {
  const list = [0, -0, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 42, -1.5, 1.5e-7, 123.456, NaN, Infinity, -Infinity,
    Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 2 ** 64, -(2 ** 63), 5e20, 999999999999999900000]
  for (let e = -330; e <= 308; e++) list.push(Number('1e' + e), Number('-1.7e' + e), Number('9.999999999999999e' + e))
  for (let i = 0; i < 64; i++) list.push(fromBits(0, i), 2 ** i, 2 ** i - 1, 2 ** -i, 2 ** 53 - i, 2 ** 53 + 2 * i)
  for (let i = 0; i < 300; i++) list.push(fromBits(below(2 ** 20), below(2 ** 32)))
  for (let i = 0; i < 1500; i++) list.push(fromBits(below(2 ** 32), below(2 ** 32)))
  for (let i = 0; i < 500; i++) list.push(below(1e9) / 10 ** below(9), below(2 ** 32) * 2 ** below(40))
  return list
}

function text () {
  const parts = ['a', 'Z', '7', ' ', '\u00e9', '\u20ac', '\u{1F600}', '\u2028', '\u007f', '/', '\\"', '\\\\', '\\/', '\\n', '\\u0000', '\\u001f',
    '\\ud83d\\ude00', '\\ud800', '\\udc00', '\\u00e9', '\\b', '\\f', '\\r', '\\t']
  return '"' + Array.from({ length: below(5) }, () => pick(parts)).join('') + '"'
}
// no lone surrogates in names: the one thing that our reader refuses and Node accepts (NodeVerdictsTest)
function hasLoneName (bytes) {
  let lone = false
  try {
    JSON.parse(bytes.toString(), (name, value) => {
      lone ||= !name.isWellFormed()
      return value
    })
  } catch {}
  return lone
}
function plainText () {
  const json = text()
  return JSON.parse(json).isWellFormed() ? json : plainText()
}
const name = () => random() < 0.3 ? `"${pick([0, 1, 2, 10, 9, '01', '-1', '1.5', 4294967294, 4294967295, '__proto__', ''])}"` : plainText()
const space = () => random() < 0.8 ? '' : pick([' ', '\n', '\t', '\r', '  '])
const number = () => pick([() => '' + below(100), () => '-' + below(1e6), () => below(1e6) + '.' + below(1e4), () => below(10) + 'e' + pick(['', '+', '-']) + below(30),
  () => below(10) + '.' + below(100) + 'E' + pick(['', '+', '-']) + below(400), () => '-0', () => '0.0', () => '1e400'])()
function json (depth) {
  const list = item => Array.from({ length: below(4) }, item).join(',')
  const kind = below(depth > 3 ? 5 : 8)
  if (kind === 0) return pick(['true', 'false', 'null'])
  if (kind < 3) return number()
  if (kind < 5) return text()
  if (kind === 5) return '[' + list(() => space() + json(depth + 1) + space()) + ']'
  return '{' + list(() => space() + name() + space() + ':' + space() + json(depth + 1) + space()) + '}'
}
function damaged (bytes) {
  const at = below(bytes.length + 1)
  const junk = Buffer.from(pick([',', ':', '"', '{', '}', '[', ']', '0', '-', '.', 'e', '\\', '\'', ' ', '\n', '\u0001', 'x', '\ufeff', '//', 'NaN', '\u00a0', '\v']))
  const bad = Buffer.from([[0x80], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF5], [0xFF], [0xF4, 0x90, 0x80, 0x80], [0]][below(9)])
  const rest = bytes.subarray(Math.min(bytes.length, at + below(2)))
  return Buffer.concat([bytes.subarray(0, at), random() < 0.4 ? bad : random() < 0.2 ? Buffer.alloc(0) : junk, rest])
}
function verdict (bytes) {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(bytes.toString()))).toString('base64')
  } catch {
    return '!'
  }
}

function texts () {
  const fixed = ['', ' ', '"', '[', ']', '[1,]', '{"a":1,}', '[,1]', '{a:1}', "{'a':1}", '01', '-', '-01', '+1', '.5', '1.', '1.e1', '1e', '1e+', '0x10', 'NaN', 'Infinity', '-Infinity',
    'undefined', 'tru', 'truee', 'nullnull', '1 2', '[] []', '{}x', '/**/1', '1//', '[1 2]', '{"a" 1}', '{"a":}', '{"a"}', '{1:2}', '"\n"', '"\t"', '"\\x"', '"\\u12"', '"\\ud800"', '"\\u{1}"',
    '\ufeff1', '1\ufeff', '\u00a01', '\u2028[]', '\v1', '\f1', '"\u0000"', '\u00001', '1\u0000', '{"a":1,"a":2,"b":3,"a":4}', '{"b":1,"10":2,"2":3,"a":4,"10":5}',
    '{"__proto__":{"x":1},"constructor":2}', '{"":{"":[]}}', '"\u2028\u2029\u007f"', '1e21', '1E-7', '123456789012345680000', '0.000001', '-0', '[[[[]]]]', '{"4294967295":1,"4294967294":2}']
  const list = fixed.map(t => Buffer.from(t))
  list.push(Buffer.from([0xFF, 0xFE, 0x31, 0x00]), Buffer.from([0x31, 0x00]), Buffer.from([0x00, 0x31]), Buffer.from([0x22, 0xFF, 0x22]), Buffer.from([0x22, 0xED, 0xA0, 0x80, 0x22]))
  for (let i = 0; i < 1200; i++) {
    const bytes = Buffer.from(json(0))
    list.push(bytes, damaged(bytes))
  }
  return list.filter(bytes => !hasLoneName(bytes))
}

const write = (file, lines) => writeFileSync(join(folder, file), lines.join('\n') + '\n')
write('numbers.txt', numbers().map(n => bits(n) + ' ' + JSON.stringify(n)))
write('texts.txt', texts().map(bytes => bytes.toString('base64') + ' ' + verdict(bytes)))
