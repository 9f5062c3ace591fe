// Template text → syntax tree: text, output, and the tags of Jinja.
import { Cursor } from './cursor.ts'
import { TemplateFailure } from './failure.ts'
import { parseExpression, parseFilterStep, parseOr, parseTuple } from './parse-expression.ts'
import type { Block, Expression, FilterStep, Parameter, Statement, Target } from './syntax.ts'
import { readTokens } from './tokens.ts'

/** The tree of a template. Throws a `TemplateFailure` if it is none. */
export const parseTemplate = (text: string): Block => {
  const at = new Cursor(readTokens(text))
  const block = parseBlock(at, [])
  if (at.next !== undefined) throw at.error(`unexpected '${at.second?.value ?? at.next.value}'`)
  return block
}

/** The tree of a single expression, as stands inside `{{ }}`. Throws a `TemplateFailure` if it is none. */
export const parseExpressionText = (text: string): Expression => {
  const block = parseTemplate(`{{ ${text} }}`)
  const only = block[0]
  if (block.length !== 1 || only?.kind !== 'output') throw new TemplateFailure('TemplateSyntaxError', `'${text}' is not one expression`)
  return only.value
}

/** Statements up to a tag of one of these names, which is left for the caller (its `{%` is taken). */
const parseBlock = (at: Cursor, ends: readonly string[]): Block => at.nested(() => {
  const statements: Statement[] = []
  while (at.next !== undefined) {
    if (at.is('text')) statements.push({ kind: 'text', text: at.take().value })
    else if (at.skip('variable-start')) {
      statements.push({ kind: 'output', value: parseTuple(at) })
      at.expect('variable-end')
    } else {
      if (at.second?.type === 'name' && ends.includes(at.second.value)) break
      at.expect('block-start')
      statements.push(parseTag(at))
    }
  }
  return statements
})

/** The body of a tag and the tag that ends it, up to but without its `%}`. */
const bodyUntil = (at: Cursor, ...ends: string[]): { body: Block; end: string } => {
  at.expect('block-end')
  const body = parseBlock(at, ends)
  at.expect('block-start')
  return { body, end: at.expect('name').value }
}
const endTag = (at: Cursor): void => {
  at.expect('block-end')
}

const parseTag = (at: Cursor): Statement => {
  const tag = at.expect('name').value
  switch (tag) {
    case 'if': return parseIf(at)
    case 'for': return parseFor(at)
    case 'set': return parseSet(at)
    case 'do': return inTag(at, () => ({ kind: 'do', value: parseTuple(at) }))
    case 'print': return inTag(at, () => ({ kind: 'output', value: parseTuple(at) }))
    case 'macro': return parseMacro(at)
    case 'with': return parseWith(at)
    case 'filter': {
      const filters = parseFilterSteps(at)
      const { body } = bodyUntil(at, 'endfilter')
      return inTag(at, () => ({ kind: 'filtered', filters, body }))
    }
    default: throw at.error(`the tag '${tag}' is not supported`)
  }
}
const inTag = (at: Cursor, read: () => Statement): Statement => {
  const statement = read()
  endTag(at)
  return statement
}

const parseIf = (at: Cursor): Statement => {
  const branches: { condition: Expression; body: Block }[] = []
  while (true) {
    const condition = parseTuple(at)
    const { body, end } = bodyUntil(at, 'elif', 'else', 'endif')
    branches.push({ condition, body })
    if (end === 'elif') continue
    const otherwise = end === 'else' ? bodyUntil(at, 'endif').body : []
    endTag(at)
    return { kind: 'if', branches, else: otherwise }
  }
}

const parseFor = (at: Cursor): Statement => {
  const target = parseNames(at)
  at.expect('name', 'in')
  const over = parseOr(at)
  const filter = at.skip('name', 'if') ? parseExpression(at) : null
  if (at.is('name', 'recursive')) throw at.error('recursive loops are not supported')
  const { body, end } = bodyUntil(at, 'else', 'endfor')
  const otherwise = end === 'else' ? bodyUntil(at, 'endfor').body : []
  endTag(at)
  return { kind: 'for', target, over, filter, body, else: otherwise }
}

const parseNames = (at: Cursor): Target => {
  const grouped = at.skip('operator', '(')
  const names = [at.expect('name').value]
  while (at.skip('operator', ',')) if (at.is('name')) names.push(at.take().value)
  if (grouped) at.expect('operator', ')')
  return { names }
}

const parseSet = (at: Cursor): Statement => {
  let target = parseNames(at)
  if ('names' in target && target.names.length === 1 && at.skip('operator', '.')) target = { namespace: target.names[0]!, attribute: at.expect('name').value }
  if (at.skip('operator', '=')) {
    const value = parseTuple(at)
    endTag(at)
    return { kind: 'set', target, value }
  }
  const filters = at.skip('operator', '|') ? parseFilterSteps(at) : []
  const { body } = bodyUntil(at, 'endset')
  endTag(at)
  return { kind: 'capture', target, filters, body }
}

const parseFilterSteps = (at: Cursor): FilterStep[] => {
  const steps = [parseFilterStep(at)]
  while (at.skip('operator', '|')) steps.push(parseFilterStep(at))
  return steps
}

const parseMacro = (at: Cursor): Statement => {
  const name = at.expect('name').value
  const parameters: Parameter[] = []
  at.expect('operator', '(')
  while (!at.skip('operator', ')')) {
    if (parameters.length > 0) at.expect('operator', ',')
    const parameter = at.expect('name').value
    parameters.push({ name: parameter, default: at.skip('operator', '=') ? parseExpression(at) : null })
  }
  const { body } = bodyUntil(at, 'endmacro')
  at.skip('name', name)
  endTag(at)
  return { kind: 'macro', name, parameters, body }
}

const parseWith = (at: Cursor): Statement => {
  const set: { name: string; value: Expression }[] = []
  while (!at.is('block-end')) {
    if (set.length > 0) at.expect('operator', ',')
    const name = at.expect('name').value
    at.expect('operator', '=')
    set.push({ name, value: parseExpression(at) })
  }
  const { body } = bodyUntil(at, 'endwith')
  endTag(at)
  return { kind: 'with', set, body }
}
