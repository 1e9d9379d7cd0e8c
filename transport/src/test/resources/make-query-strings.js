// Makes query-strings.json: what qs 6.17.1, as Express 4.22 calls it, but 20 levels deep, reads in random query strings where it drops nothing: what it drops
// (parameters without a name, __proto__, an empty text beside other values) or makes names of (indices beyond the limit) is refused or read instead.
// npm install qs@6.17.1 && node make-query-strings.js > query-strings.json
const qs = require('qs')

let seed = 20240102
const random = (limit) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
  return (seed >> 8) % limit
}
const pick = (list) => list[random(list.length)]

const names = ['a', 'b', 'c', '$or', '0', '1', 'a b', 'é', 'constructor']
const groups = ['', '[b]', '[c]', '[]', '[0]', '[1]', '[3]', '[999]', '[01]', '[-1]', '[$in]', '[a[b]]', '[b', ']', '[a]x', '[ ]']
const values = ['x', 'y', '', '1', 'x y', 'ü', 'b]=c', 'a=b', '[]', '%', '%E0%A4%A', '%C3%BC', '+', '%2B', '%5B', 'x&y']
const encodings = [(s) => s, encodeURIComponent, (s) => s.replace(/ /g, '+'), (s) => s.replace(/\[/g, '%5b').replace(/]/g, '%5D')]

const parameter = () => {
  let key = pick(names)
  for (let depth = random(4); depth > 0; depth--) key += pick(groups)
  if (random(40) === 0) key += '[b][c][d][e][f][g]'
  return pick(encodings)(key) + (random(12) === 0 ? '' : '=' + pick(encodings)(pick(values)))
}

const texts = (value) => typeof value === 'string' ? 1 : Object.values(value).reduce((sum, member) => sum + texts(member), 0)

const cases = []
while (cases.length < 1500) {
  const query = Array.from({ length: 1 + random(5) }, parameter).join('&')
  const expected = qs.parse(query, { allowPrototypes: true, arrayLimit: 1000, depth: 20 })
  const whole = texts(expected) === query.split('&').length && !JSON.stringify(expected).includes('"1000":')
  if (whole) cases.push({ query, expected })
}
console.log('[\n' + cases.map((one) => JSON.stringify(one)).join(',\n') + '\n]')
