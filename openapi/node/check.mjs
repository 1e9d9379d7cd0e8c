// node check.mjs openapi|asyncapi FILE: says what is wrong with a document, and exits with 1 then.
import { readFileSync } from 'node:fs'

const [kind, file] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const problems = []
if (kind === 'openapi') {
  const { Validator } = await import('@seriousme/openapi-schema-validator')
  const validator = new Validator()
  const result = await validator.validate(JSON.parse(text))
  if (!result.valid) problems.push(result.errors)
  else if (validator.version !== '3.1') problems.push(`version ${validator.version}`)
  else validator.resolveRefs() // throws where a reference leads nowhere
} else {
  const { Parser } = await import('@asyncapi/parser')
  const found = await new Parser().validate(text)
  problems.push(...found.filter((each) => each.severity === 0))
}
if (problems.length) {
  console.log(JSON.stringify(problems, null, 1))
  process.exit(1)
}
