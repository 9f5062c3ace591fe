// Property access and calls, optional chains included.
import { writeProp, accessor, known, newObject, pushItem, undefinedValue, type Abstract } from '#value'
import { appendAll } from './elements.ts'
import { evaluate, siteOf } from './dispatch.ts'
import { fork, forkBy } from './fork.ts'
import { callValue } from './functions.ts'
import { bounded } from './limits.ts'
import { privateKey } from './literals.ts'
import { getFrom, getMember } from './member.ts'
import { getByValue } from './member-write.ts'
import { isPresent } from './operators.ts'
import { textOf, ts } from './parse.ts'
import type { Evaluate, Run, Scope } from './run.ts'
import { superCall } from './construct.ts'
import { importModule } from './dynamic-import.ts'
import { toKey } from './coerce.ts'

const K = ts.SyntaxKind
type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression

const isChain = (node: ts.Node): boolean => (node.flags & ts.NodeFlags.OptionalChain) !== 0

const keyOfName = (name: ts.MemberName, scope: Scope): string => name.kind === K.PrivateIdentifier ? privateKey(scope, name.text) : textOf(name)

const propertyAccess = (run: Run, node: ts.PropertyAccessExpression, scope: Scope): Abstract => {
  if (isChain(node)) return chain(run, node, scope)
  const { expression, name } = node
  if (expression.kind === K.SuperKeyword) return superMember(run, name.text, scope)
  const object = evaluate(run, expression, scope)
  if (object.kind === 'object' && object.open === undefined && name.kind === K.Identifier) return getFrom(run, object, textOf(name), object)
  run.site = siteOf(node, scope)
  return getMember(run, object, keyOfName(name, scope))
}

const elementAccess = (run: Run, node: ts.ElementAccessExpression, scope: Scope): Abstract => {
  if (isChain(node)) return chain(run, node, scope)
  const { expression, argumentExpression } = node
  if (expression.kind === K.SuperKeyword) {
    const key = toKey(run, evaluate(run, argumentExpression, scope))
    return key === undefined ? run.unknown('derived') : superMember(run, key, scope)
  }
  const object = evaluate(run, expression, scope)
  const key = evaluate(run, argumentExpression, scope)
  run.site = siteOf(node, scope)
  return getByValue(run, object, key)
}

/** `super.key`: from the prototype of where the code is defined, with the present `this`. */
const superMember = (run: Run, key: string, scope: Scope): Abstract => {
  const proto = scope.here.home?.proto
  if (proto === null || proto === undefined) return undefinedValue
  return getFrom(run, proto, key, scope.here.self ?? undefinedValue)
}

const strip = (node: ts.Expression): ts.Expression => {
  let at = node
  while (at.kind === K.ParenthesizedExpression || at.kind === K.NonNullExpression || at.kind === K.AsExpression || at.kind === K.SatisfiesExpression) at = (at as ts.ParenthesizedExpression).expression
  return at
}

/** The arguments of a call. Spread elements may be guarded. */
export const argumentsOfCall = (run: Run, nodes: readonly ts.Expression[] | undefined, scope: Scope): readonly Abstract[] => {
  if (nodes === undefined) return []
  const args: Abstract[] = []
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]!
    if (node.kind === K.SpreadElement) return spreadArguments(run, args, nodes.slice(index), scope)
    args.push(evaluate(run, node, scope))
  }
  return args
}

const spreadArguments = (run: Run, first: readonly Abstract[], nodes: readonly ts.Expression[], scope: Scope): readonly Abstract[] => {
  const list = newObject(run.heap, 'array', null)
  for (const arg of first) pushItem(run.heap, list, arg)
  for (const node of nodes) {
    if (node.kind === K.SpreadElement) appendAll(run, list, evaluate(run, (node as ts.SpreadElement).expression, scope))
    else pushItem(run.heap, list, evaluate(run, node, scope))
  }
  return list.items!
}

/** Where a call is, for places: from its last name on where it is a link of a chain of calls, else all of it. */
const siteOfCall = (node: ts.CallExpression, scope: Scope): ReturnType<typeof siteOf> => {
  const { expression } = node
  if (expression.kind !== K.PropertyAccessExpression) return siteOf(node, scope)
  const inChain = strip((expression as ts.PropertyAccessExpression).expression).kind === K.CallExpression
  return inChain ? { file: scope.here.module.file, pos: (expression as ts.PropertyAccessExpression).name.pos, end: node.end } : siteOf(node, scope)
}

const call = (run: Run, node: ts.CallExpression, scope: Scope): Abstract => run.depth === 0 ? outermostCall(run, node, scope) : plainCall(run, node, scope)

const outermostCall = (run: Run, node: ts.CallExpression, scope: Scope): Abstract => bounded(run, siteOfCall(node, scope), () => plainCall(run, node, scope), true)

const plainCall = (run: Run, node: ts.CallExpression, scope: Scope): Abstract => {
  if (isChain(node)) return chain(run, node, scope)
  const callee = strip(node.expression)
  if (callee.kind === K.SuperKeyword) {
    const args = argumentsOfCall(run, node.arguments, scope)
    run.site = siteOfCall(node, scope)
    return superCall(run, args, scope)
  }
  if (callee.kind === K.ImportKeyword) return importModule(run, evaluate(run, node.arguments[0]!, scope), scope, siteOf(node, scope))
  let self: Abstract = undefinedValue, func: Abstract
  if (callee.kind === K.Identifier) func = evaluate(run, callee, scope)
  else if (callee.kind === K.PropertyAccessExpression && isPlainAccess(callee as ts.PropertyAccessExpression)) {
    self = evaluate(run, (callee as ts.PropertyAccessExpression).expression, scope)
    func = methodOf(run, callee as ts.PropertyAccessExpression, self, scope)
  } else ({ func, self } = calleeOf(run, callee, scope))
  const args = argumentsOfCall(run, node.arguments, scope)
  run.site = siteOfCall(node, scope)
  return callValue(run, func, self, args, callee)
}

/** Is it `a.b`, without `super` and without `?.`? */
const isPlainAccess = (node: ts.PropertyAccessExpression): boolean => node.expression.kind !== K.SuperKeyword && !isChain(node)

const methodOf = (run: Run, node: ts.PropertyAccessExpression, self: Abstract, scope: Scope): Abstract => {
  const { name } = node
  if (self.kind === 'object' && self.open === undefined && name.kind === K.Identifier) return getFrom(run, self, textOf(name), self)
  run.site = siteOf(node, scope)
  return getMember(run, self, keyOfName(name, scope))
}

const calleeOf = (run: Run, callee: ts.Expression, scope: Scope): { func: Abstract, self: Abstract } => {
  if (callee.kind !== K.PropertyAccessExpression && callee.kind !== K.ElementAccessExpression) return { func: evaluate(run, callee, scope), self: undefinedValue }
  const { expression } = callee as Access
  if (expression.kind === K.SuperKeyword) return { func: evaluate(run, callee, scope), self: scope.here.self ?? undefinedValue }
  if (isChain(callee)) {
    // `(a?.b)()`: the chain ends at the parenthesis but keeps its `this`.
    return { func: evaluate(run, callee, scope), self: evaluate(run, expression, scope) }
  }
  const self = evaluate(run, expression, scope)
  if (callee.kind === K.PropertyAccessExpression) return { func: methodOf(run, callee as ts.PropertyAccessExpression, self, scope), self }
  const key = evaluate(run, (callee as ts.ElementAccessExpression).argumentExpression, scope)
  run.site = siteOf(callee, scope)
  return { func: getByValue(run, self, key), self }
}

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression | ts.NonNullExpression

/** An optional chain: `a?.b.c?.()`. Where a link is nullish, the rest of the chain is not evaluated. */
const chain = (run: Run, node: Link, scope: Scope): Abstract => {
  const links: Link[] = []
  let base: ts.Expression = node
  while (isLink(base)) {
    links.unshift(base)
    base = base.expression
  }
  const first = links[0]!
  const start = calleeOrValue(run, first, scope)
  return walk(run, links, 0, start.func, start.self, scope)
}

const calleeOrValue = (run: Run, first: Link, scope: Scope): { func: Abstract, self: Abstract } => {
  const base = strip(first.expression)
  return first.kind === K.CallExpression ? calleeOf(run, base, scope) : { func: evaluate(run, base, scope), self: undefinedValue }
}

const isLink = (node: ts.Node): node is Link =>
  isChain(node) && (node.kind === K.PropertyAccessExpression || node.kind === K.ElementAccessExpression || node.kind === K.CallExpression || node.kind === K.NonNullExpression)

const walk = (run: Run, links: readonly Link[], index: number, value: Abstract, self: Abstract, scope: Scope): Abstract => {
  const link = links[index]
  if (link === undefined) return value
  const next = (): Abstract => follow(run, links, index, value, self, scope)
  if ((link as { questionDotToken?: unknown }).questionDotToken === undefined) return next()
  const at = run.resolve(value)
  if (at.kind === 'choice') return fork(run, at.when, () => walk(run, links, index, at.then, self, scope), () => walk(run, links, index, at.else, self, scope))
  const there = isPresent(run, at)
  if (typeof there === 'boolean') return there ? next() : undefinedValue
  return forkBy(run, there, next, () => undefinedValue)
}

const follow = (run: Run, links: readonly Link[], index: number, value: Abstract, self: Abstract, scope: Scope): Abstract => {
  const link = links[index]!
  if (link.kind === K.NonNullExpression) return walk(run, links, index + 1, value, self, scope)
  if (link.kind === K.CallExpression) {
    const args = argumentsOfCall(run, (link as ts.CallExpression).arguments, scope)
    run.site = siteOfCall(link as ts.CallExpression, scope)
    return walk(run, links, index + 1, callValue(run, value, self, args, strip(link.expression)), undefinedValue, scope)
  }
  if (link.kind === K.PropertyAccessExpression) {
    run.site = siteOf(link, scope)
    return walk(run, links, index + 1, getMember(run, value, keyOfName((link as ts.PropertyAccessExpression).name, scope)), value, scope)
  }
  const key = evaluate(run, (link as ts.ElementAccessExpression).argumentExpression, scope)
  run.site = siteOf(link, scope)
  return walk(run, links, index + 1, getByValue(run, value, key), value, scope)
}

const create = (run: Run, node: ts.NewExpression, scope: Scope): Abstract =>
  run.depth === 0 ? bounded(run, siteOf(node, scope), () => plainCreate(run, node, scope), true) : plainCreate(run, node, scope)

const plainCreate = (run: Run, node: ts.NewExpression, scope: Scope): Abstract => {
  const callee = evaluate(run, node.expression, scope)
  const args = argumentsOfCall(run, node.arguments, scope)
  run.site = siteOf(node, scope)
  return run.construct(callee, args)
}

const tagged = (run: Run, node: ts.TaggedTemplateExpression, scope: Scope): Abstract => {
  const { func, self } = calleeOf(run, strip(node.tag), scope)
  const { template } = node
  const pieces = ts.isNoSubstitutionTemplateLiteral(template) ? [template] : [template.head, ...template.templateSpans.map((span) => span.literal)]
  const values = ts.isNoSubstitutionTemplateLiteral(template) ? [] : template.templateSpans.map((span) => evaluate(run, span.expression, scope))
  run.site = siteOf(node, scope)
  return callValue(run, func, self, [templateObject(run, node, pieces), ...values])
}

interface Tagged { strings?: { readonly heap: unknown, readonly made: Abstract } }

/** Has it an escape that means nothing, such as `\\unicode`? A tag gets no text there, only what is written. */
const isMalformed = (piece: ts.TemplateLiteralLikeNode): boolean => (((piece as { templateFlags?: number }).templateFlags ?? 0) & invalidEscape) !== 0
/** The compiler's own mark (`TokenFlags.ContainsInvalidEscape`). */
const invalidEscape = 1 << 11

/** The array of texts that a tag gets: one object for each place in the source, as in JavaScript. */
const templateObject = (run: Run, node: ts.TaggedTemplateExpression, pieces: readonly ts.TemplateLiteralLikeNode[]): Abstract => {
  const annotated = node as Tagged
  if (annotated.strings?.heap === run.heap) return annotated.strings.made
  const strings = run.array(pieces.map((piece) => isMalformed(piece) ? undefinedValue : known(piece.text)))
  const raw = run.array(pieces.map((piece) => known((piece as { rawText?: string }).rawText ?? piece.text)))
  raw.frozen = true
  writeProp(run.heap, strings, 'raw', { ...accessor(undefined, undefined, false), value: raw })
  strings.frozen = true
  annotated.strings = { heap: run.heap, made: strings }
  return strings
}

/** Evaluators of access and calls, by syntax kind. */
export const accessExpressions: Partial<Record<ts.SyntaxKind, Evaluate<never>>> = {
  [K.PropertyAccessExpression]: propertyAccess,
  [K.ElementAccessExpression]: elementAccess,
  [K.CallExpression]: call,
  [K.NewExpression]: create,
  [K.TaggedTemplateExpression]: tagged,
}
