// Jinja's grammar of expressions, with its own precedence: `or`, `and`, `not`, comparisons, `+ -`, `~`, `* / // %`, `**`, unary, filters and tests.
import type { Cursor } from './cursor.ts'
import type { Arguments, Arithmetic, Comparison, Expression, NamedArgument } from './syntax.ts'

/** An expression, conditional ones included. */
export const parseExpression = (at: Cursor): Expression => at.nested(() => {
  let value = parseOr(at)
  while (at.skipLink('name', 'if')) {
    const condition = parseOr(at)
    value = { kind: 'choose', condition, then: value, else: at.skip('name', 'else') ? parseExpression(at) : null }
  }
  return value
})

/** An expression, or several separated by commas: a tuple. */
export const parseTuple = (at: Cursor): Expression => {
  const first = parseExpression(at)
  if (!at.is('operator', ',')) return first
  const items = [first]
  while (at.skip('operator', ',')) {
    if (at.is('variable-end') || at.is('block-end') || at.is('operator', ')')) break
    items.push(parseExpression(at))
  }
  return { kind: 'tuple', items }
}

/** An expression without `if … else`, as the list of a loop is. */
export const parseOr = (at: Cursor): Expression => {
  let left = parseAnd(at)
  while (at.skipLink('name', 'or')) {
    left = { kind: 'or', left, right: parseAnd(at) }
  }
  return left
}
const parseAnd = (at: Cursor): Expression => {
  let left = parseNot(at)
  while (at.skipLink('name', 'and')) {
    left = { kind: 'and', left, right: parseNot(at) }
  }
  return left
}
const parseNot = (at: Cursor): Expression => at.nested(() => at.skip('name', 'not') ? { kind: 'not', of: parseNot(at) } : parseCompare(at))

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>=']
const parseCompare = (at: Cursor): Expression => {
  const first = parseSum(at)
  const rest: { operator: Comparison; value: Expression }[] = []
  while (true) {
    const operator = takeComparison(at)
    if (operator === undefined) return rest.length === 0 ? first : { kind: 'compare', first, rest }
    rest.push({ operator, value: parseSum(at) })
  }
}
const takeComparison = (at: Cursor): Comparison | undefined => {
  if (at.next?.type === 'operator' && comparisons.includes(at.next.value)) return at.take().value as Comparison
  if (at.skip('name', 'in')) return 'in'
  if (!at.is('name', 'not') || at.second?.type !== 'name' || at.second.value !== 'in') return undefined
  at.take()
  at.take()
  return 'not in'
}

const leftToRight = (operators: readonly string[], operand: (at: Cursor) => Expression) => (at: Cursor): Expression => {
  let left = operand(at)
  while (at.next?.type === 'operator' && operators.includes(at.next.value)) {
    at.link()
    const operator = at.take().value as Arithmetic
    left = { kind: 'arithmetic', operator, left, right: operand(at) }
  }
  return left
}
const parseUnary = (at: Cursor, withFilters = true): Expression => at.nested(() => {
  let value: Expression
  if (at.skip('operator', '-')) value = { kind: 'negative', of: parseUnary(at, false) }
  else if (at.skip('operator', '+')) value = { kind: 'positive', of: parseUnary(at, false) }
  else value = parsePostfix(at, parsePrimary(at))
  return withFilters ? parseFilters(at, value) : value
})
const parsePower = leftToRight(['**'], (at) => parseUnary(at))
const parseProduct = leftToRight(['*', '/', '//', '%'], parsePower)
const parseConcat = leftToRight(['~'], parseProduct)
const parseSum = leftToRight(['+', '-'], parseConcat)

const constants: Readonly<Record<string, boolean | null>> = { true: true, True: true, false: false, False: false, none: null, None: null }
const parsePrimary = (at: Cursor): Expression => {
  const token = at.next
  switch (token?.type) {
    case 'name': {
      at.take()
      return Object.hasOwn(constants, token.value) ? { kind: 'literal', value: constants[token.value]! } : { kind: 'name', name: token.value }
    }
    case 'string': {
      let value = ''
      while (at.is('string')) value += at.take().value
      return { kind: 'literal', value }
    }
    case 'integer': {
      const digits = at.take().value
      if (digits.length > 400) throw at.error('a number has too many digits')
      return { kind: 'literal', value: BigInt(digits) }
    }
    case 'float': return { kind: 'literal', value: Number(at.take().value) }
    case 'operator':
      if (at.skip('operator', '(')) return parseParenthesis(at)
      if (at.skip('operator', '[')) return { kind: 'list', items: parseItems(at, ']') }
      if (at.skip('operator', '{')) return parseDict(at)
  }
  throw at.error(token === undefined ? 'expected an expression, got the end' : `unexpected '${token.value}'`)
}
const parseParenthesis = (at: Cursor): Expression => {
  if (at.skip('operator', ')')) return { kind: 'tuple', items: [] }
  const value = parseTuple(at)
  at.expect('operator', ')')
  return value
}
const parseItems = (at: Cursor, end: string): Expression[] => {
  const items: Expression[] = []
  while (!at.skip('operator', end)) {
    if (items.length > 0) at.expect('operator', ',')
    if (at.skip('operator', end)) break
    items.push(parseExpression(at))
  }
  return items
}
const parseDict = (at: Cursor): Expression => {
  const entries: { key: Expression; value: Expression }[] = []
  while (!at.skip('operator', '}')) {
    if (entries.length > 0) at.expect('operator', ',')
    if (at.skip('operator', '}')) break
    const key = parseExpression(at)
    at.expect('operator', ':')
    entries.push({ key, value: parseExpression(at) })
  }
  return { kind: 'dict', entries }
}

const parsePostfix = (at: Cursor, value: Expression): Expression => {
  let result = value
  while (true) {
    if (at.skipLink('operator', '.')) result = parseAttribute(at, result)
    else if (at.skipLink('operator', '[')) result = parseSubscript(at, result)
    else if (at.is('operator', '(')) result = { kind: 'call', callee: result, args: parseArguments(at) }
    else return result
  }
}
const parseAttribute = (at: Cursor, of: Expression): Expression => {
  if (at.is('integer')) return { kind: 'item', of, key: { kind: 'literal', value: BigInt(at.take().value) } }
  return { kind: 'attribute', of, name: at.expect('name').value }
}
const parseSubscript = (at: Cursor, of: Expression): Expression => {
  const bound = (): Expression | null => (at.is('operator', ':') || at.is('operator', ']') ? null : parseTuple(at))
  const start = bound()
  if (at.skip('operator', ']')) {
    if (start === null) throw at.error('expected subscript expression')
    return { kind: 'item', of, key: start }
  }
  at.expect('operator', ':')
  const stop = bound()
  const step = at.skip('operator', ':') ? bound() : null
  at.expect('operator', ']')
  return { kind: 'slice', of, start, stop, step }
}

/** The arguments of a call, from the opening parenthesis on; a comma at the end is allowed. */
export const parseArguments = (at: Cursor): Arguments => {
  const positional: Expression[] = []
  const named: NamedArgument[] = []
  at.expect('operator', '(')
  at.link()
  while (!at.skip('operator', ')')) {
    if (positional.length + named.length > 0) at.expect('operator', ',')
    if (at.skip('operator', ')')) break
    if (at.is('operator', '*') || at.is('operator', '**')) throw at.error('unpacked arguments are not supported')
    if (at.next?.type === 'name' && at.second?.type === 'operator' && at.second.value === '=') {
      const { value: name } = at.take()
      at.take()
      named.push({ name, value: parseExpression(at) })
    } else positional.push(parseExpression(at))
  }
  return { positional, named }
}

/** A filter's name and arguments, from behind the `|`. */
export const parseFilterStep = (at: Cursor): { name: string; args: Arguments } => {
  let name = at.expect('name').value
  while (at.skip('operator', '.')) name += `.${at.expect('name').value}`
  return { name, args: at.is('operator', '(') ? parseArguments(at) : { positional: [], named: [] } }
}

const parseFilters = (at: Cursor, value: Expression): Expression => {
  let result = value
  while (true) {
    if (at.skipLink('operator', '|')) result = { kind: 'filter', of: result, ...parseFilterStep(at) }
    else if (at.skipLink('name', 'is')) result = parseTest(at, result)
    else if (at.is('operator', '(')) result = { kind: 'call', callee: result, args: parseArguments(at) }
    else return result
  }
}
const noArgument: readonly string[] = ['else', 'or', 'and', 'is', 'not', 'in', 'if']
const parseTest = (at: Cursor, of: Expression): Expression => {
  const negated = at.skip('name', 'not')
  const token = at.next?.type === 'operator' && comparisons.includes(at.next.value) ? at.take() : at.expect('name')
  let args: Arguments = { positional: [], named: [] }
  const next = at.next
  if (at.is('operator', '(')) args = parseArguments(at)
  else if (next !== undefined && (['string', 'integer', 'float'].includes(next.type) || (next.type === 'name' && !noArgument.includes(next.value)) || (next.type === 'operator' && ['[', '{'].includes(next.value)))) {
    args = { positional: [parsePostfix(at, parsePrimary(at))], named: [] }
  }
  const test: Expression = { kind: 'test', name: token.value, of, args }
  return negated ? { kind: 'not', of: test } : test
}
