// Literals: primitives, templates, arrays, objects, regular expressions.
import { blur, derived, known, newObject, nullValue, pushItem, trueValue, falseValue, undefinedValue, hole, accessor, writeProp, type Abstract, type Obj } from '#value'
import { concatenate, toKey, toPrimitive } from './coerce.ts'
import { evaluate, knownAt, siteOf } from './dispatch.ts'
import { closureOf, evaluateNamed } from './closures.ts'
import { appendAll } from './elements.ts'
import { defineData, setProto } from './member-write.ts'
import { textOf, ts } from './parse.ts'
import type { Evaluate, Run, Scope } from './run.ts'
import { spreadInto } from './spread.ts'

const K = ts.SyntaxKind

interface Literal { made?: Abstract }

/** A literal's value is made once for a node: it never changes. */
const once = <N extends ts.Node>(make: (node: N) => string | number | bigint): Evaluate<N> => (_run, node, scope) =>
  (node as unknown as Literal).made ??= knownAt(make(node), node, scope)

const array = (run: Run, node: ts.ArrayLiteralExpression, scope: Scope): Abstract => {
  const made = newObject(run.heap, 'array', run.intrinsic('Array.prototype'), siteOf(node, scope))
  for (const element of node.elements) {
    if (element.kind === K.OmittedExpression) pushItem(run.heap, made, hole)
    else if (element.kind === K.SpreadElement) appendAll(run, made, evaluate(run, (element as ts.SpreadElement).expression, scope))
    else pushItem(run.heap, made, evaluate(run, element, scope))
  }
  return made
}

const object = (run: Run, node: ts.ObjectLiteralExpression, scope: Scope): Abstract => {
  const made = newObject(run.heap, 'object', run.intrinsic('Object.prototype'), siteOf(node, scope))
  for (const member of node.properties) defineMember(run, made, member, scope)
  return made
}

const defineMember = (run: Run, made: Obj, member: ts.ObjectLiteralElementLike, scope: Scope): void => {
  switch (member.kind) {
    case K.PropertyAssignment: {
      const { name, initializer } = member
      const text = name.kind === K.Identifier ? textOf(name) : '__proto__'
      if (text !== '__proto__') return writeProp(run.heap, made, text, evaluateNamed(run, initializer, scope, text))
      return withKey(run, name, scope, made, (key) => {
        const value = evaluateNamed(run, initializer, scope, key)
        if (key === '__proto__' && name.kind !== K.ComputedPropertyName) setLiteralProto(run, made, value)
        else define(run, made, key, value)
      })
    }
    case K.ShorthandPropertyAssignment: return define(run, made, member.name.text, evaluate(run, member.name, scope))
    case K.SpreadAssignment: return spreadInto(run, made, evaluate(run, member.expression, scope), siteOf(member, scope))
    case K.MethodDeclaration: return withKey(run, member.name, scope, made, (key) => define(run, made, key, closureOf(run, member, scope, { kind: 'method', home: made, name: key })))
    default: return withKey(run, member.name, scope, made, (key) => defineAccessor(run, made, key, member, scope, true))
  }
}

const setLiteralProto = (run: Run, made: Obj, value: Abstract): void => {
  const proto = run.resolve(value)
  if (proto.kind !== 'primitive' || proto.value === null) setProto(run, made, proto)
}

/** A later key of the same name replaces an accessor as well. */
const define = (run: Run, made: Obj, key: string | undefined, value: Abstract): void => {
  if (key === undefined) return
  if (made.props.get(key)?.kind === 'slot') writeProp(run.heap, made, key, value)
  else defineData(run, made, key, value)
}

/** Adds a getter or setter to an object or class; the other half of the pair is kept. */
export const defineAccessor = (run: Run, target: Obj, key: string, member: ts.AccessorDeclaration, scope: Scope, enumerable: boolean): void => {
  const code = closureOf(run, member, scope, { kind: 'method', home: target, name: key })
  const old = target.props.get(key)
  const pair = old !== undefined && old.kind === 'slot' && old.value === undefined ? old : undefined
  const isGetter = member.kind === K.GetAccessor
  writeProp(run.heap, target, key, accessor(isGetter ? code : pair?.get, isGetter ? pair?.set : code, enumerable))
}

/** Evaluates a property name. An unknown computed key makes the object open, and what it has so far uncertain; a choice of keys is defined on both sides. */
export const withKey = (run: Run, name: ts.PropertyName, scope: Scope, target: Obj, use: (key: string) => void): void =>
  underKey(run, nameKey(run, name, scope), target, use)

/** The key that a property name gives; a value where it is not known, or depends on a condition. */
export const nameKey = (run: Run, name: ts.PropertyName, scope: Scope): string | Abstract => {
  if (name.kind !== K.ComputedPropertyName) return staticKey(run, name, scope)
  const value = toPrimitive(run, evaluate(run, name.expression, scope), 'string')
  return toKey(run, value) ?? value
}

/** Defines something under what `nameKey` gave, for each of the keys that it may be. */
export const underKey = (run: Run, key: string | Abstract, target: Obj, use: (key: string) => void): void => {
  if (typeof key === 'string') return use(key)
  const at = run.resolve(key)
  if (at.kind !== 'choice') {
    const one = toKey(run, at)
    if (one !== undefined) return use(one)
    use(unknownKey)
    return blur(run.heap, target, derived([at], { site: run.site }))
  }
  const side = (one: Abstract) => (): Abstract => {
    underKey(run, one, target, use)
    return undefinedValue
  }
  run.fork(at.when, side(at.then), side(at.else))
}

/** Where the value under a key that is not known is put: nobody can see it there. */
const unknownKey = '\u0000?'

const staticKey = (_run: Run, name: Exclude<ts.PropertyName, ts.ComputedPropertyName>, scope: Scope): string => {
  if (name.kind === K.NumericLiteral) return String(Number(name.text))
  if (name.kind === K.BigIntLiteral) return String(bigintOf(name.text))
  return name.kind === K.PrivateIdentifier ? privateKey(scope, name.text) : name.text
}

/** The key of a private name where it is used: each evaluation of a class has its own. */
export const privateKey = (scope: Scope, name: string): string => {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const cell = at.vars.get(name)
    if (cell !== undefined && cell.value?.kind === 'primitive') return cell.value.value as string
  }
  return `\u0000#?${name}`
}

const bigintOf = (text: string): bigint => BigInt(text.replace(/n$/, ''))

const templateText = (run: Run, node: ts.TemplateExpression, scope: Scope): Abstract => {
  const values: Abstract[] = [textPiece(node.head)]
  for (const span of node.templateSpans) values.push(evaluate(run, span.expression, scope), textPiece(span.literal))
  run.site = siteOf(node, scope)
  return concatenate(run, values)
}

const textPiece = (node: ts.TemplateLiteralLikeNode): Abstract => (node as unknown as Literal).made ??= known(node.text)

const regexp = (run: Run, node: ts.RegularExpressionLiteral, scope: Scope): Abstract => {
  const end = node.text.lastIndexOf('/')
  run.site = siteOf(node, scope)
  return run.construct(run.intrinsic('RegExp'), [known(node.text.slice(1, end)), known(node.text.slice(end + 1))])
}

/** Evaluators of literals, by syntax kind. */
export const literalExpressions: Partial<Record<ts.SyntaxKind, Evaluate<never>>> = {
  [K.StringLiteral]: once((node: ts.StringLiteral) => node.text),
  [K.NoSubstitutionTemplateLiteral]: once((node: ts.NoSubstitutionTemplateLiteral) => node.text),
  [K.NumericLiteral]: once((node: ts.NumericLiteral) => Number(node.text)),
  [K.BigIntLiteral]: once((node: ts.BigIntLiteral) => bigintOf(node.text)),
  [K.TrueKeyword]: () => trueValue,
  [K.FalseKeyword]: () => falseValue,
  [K.NullKeyword]: () => nullValue,
  [K.ArrayLiteralExpression]: array,
  [K.ObjectLiteralExpression]: object,
  [K.TemplateExpression]: templateText,
  [K.RegularExpressionLiteral]: regexp,
}
