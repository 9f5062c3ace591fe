// Destructuring: patterns in declarations and parameters, and on the left of assignments.
import { newObject, undefinedValue, unknown, writeCell, type Abstract, type Obj, type Unknown } from '#value'
import { closeIterator, sourceOf, step, withPositions, type Source } from './elements.ts'
import { evaluateNamed } from './closures.ts'
import { evaluate, siteOf } from './dispatch.ts'
import { missingThrows } from './may-throw.ts'
import { getMember } from './member.ts'
import { getByValue, setByValue, setMember } from './member-write.ts'
import { forkBy } from './fork.ts'
import { isPresent } from './operators.ts'
import { ts } from './parse.ts'
import { toKey } from './coerce.ts'
import type { Run, Scope } from './run.ts'
import { assignName, declare } from './scope.ts'
import { copyProperties, type TakenKey } from './spread.ts'
import { privateKey } from './literals.ts'

const K = ts.SyntaxKind

/** What to do with a name that a pattern binds. */
export type Bind = (scope: Scope, name: string, value: Abstract) => void

/** Initialises a declared variable, or declares it. */
export const initialise = (run: Run, constant: boolean): Bind => (scope, name, value) => {
  const cell = scope.vars.get(name)
  if (cell === undefined) declare(scope, name, value, constant)
  else writeCell(run.heap, cell, value)
}

/** Binds the names of a pattern to the parts of a value. */
export const bindPattern = (run: Run, name: ts.BindingName, value: Abstract, scope: Scope, bind: Bind): void => {
  if (name.kind === K.Identifier) return bind(scope, (name as ts.Identifier).text, value)
  run.site = siteOf(name, scope)
  if (name.kind === K.ArrayBindingPattern) {
    const targets = (name as ts.ArrayBindingPattern).elements.map((element): Target | undefined => ts.isOmittedExpression(element) ? undefined : {
      rest: element.dotDotDotToken !== undefined,
      assign: (part) => bindPattern(run, element.name, withDefault(run, part, element.initializer, scope, element.name), scope, bind),
    })
    return takeElements(run, targets, value, scope, name)
  }
  insistObject(run, value)
  const seen: TakenKey[] = []
  for (const element of (name as ts.ObjectBindingPattern).elements) {
    if (element.dotDotDotToken !== undefined) {
      bindPattern(run, element.name, restOf(run, value, seen, siteOf(element, scope)), scope, bind)
      continue
    }
    const part = member(run, value, element.propertyName ?? (element.name as ts.Identifier), scope, seen)
    bindPattern(run, element.name, withDefault(run, part, element.initializer, scope, element.name), scope, bind)
  }
}

const insistObject = (run: Run, given: Abstract): void => {
  const value = run.resolve(given)
  if (value.kind === 'unknown') missingThrows(run, value)
  if (value.kind === 'primitive' && (value.value === null || value.value === undefined)) run.throwError('TypeError', `Cannot destructure '${value.value}' as it is ${value.value}.`)
}

const member = (run: Run, value: Abstract, name: ts.PropertyName | ts.ObjectLiteralElementLike, scope: Scope, seen: TakenKey[]): Abstract => {
  if (ts.isComputedPropertyName(name)) {
    const key = evaluate(run, name.expression, scope)
    const text = toKey(run, key)
    seen.push(text ?? key)
    return text === undefined ? getByValue(run, value, key) : getMember(run, value, text)
  }
  const key = ts.isNumericLiteral(name as ts.PropertyName) ? String(Number((name as ts.NumericLiteral).text)) : (name as ts.Identifier).text
  seen.push(key)
  run.site = siteOf(name, scope)
  return getMember(run, value, ts.isPrivateIdentifier(name as ts.PropertyName) ? privateKey(scope, key) : key)
}

/** The default where the value is undefined; both where that is not known. */
export const withDefault = (run: Run, given: Abstract, initializer: ts.Expression | undefined, scope: Scope, name: ts.Node): Abstract => {
  if (initializer === undefined) return given
  const value = run.resolve(given)
  const fallback = (): Abstract => evaluateNamed(run, initializer, scope, ts.isIdentifier(name) ? name.text : '')
  if (value.kind === 'primitive') return value.value === undefined ? fallback() : value
  if (value.kind === 'choice') return run.fork(value.when, () => withDefault(run, value.then, initializer, scope, name), () => withDefault(run, value.else, initializer, scope, name))
  if (value.kind === 'absent') return fallback()
  if (value.kind !== 'unknown') return value
  const there = definedness(run, value)
  return typeof there === 'boolean' ? (there ? value : fallback()) : forkBy(run, there, () => value, fallback)
}

const definedness = (run: Run, value: Unknown): ReturnType<typeof isPresent> =>
  value.type !== undefined ? isPresent(run, value)
    : { when: run.conditions.of(value.id, { kind: 'is', literal: undefined }, `${value.of ?? value.reason} === undefined`, value.site), is: false }

/** What is left of an object after some keys were taken. */
const restOf = (run: Run, given: Abstract, seen: readonly TakenKey[], site: ReturnType<typeof siteOf>): Abstract => {
  const value = run.resolve(given)
  if (value.kind === 'choice') return run.fork(value.when, () => restOf(run, value.then, seen, site), () => restOf(run, value.else, seen, site))
  if (value.kind === 'unknown' || value.kind === 'maybe' || value.kind === 'template') return unknown('derived', { from: value.kind === 'unknown' ? value : undefined, site, type: 'object' })
  const made = newObject(run.heap, 'object', run.intrinsic('Object.prototype'), site)
  if (value.kind === 'object') copyProperties(run, made, value, seen)
  return made
}

interface Target { readonly rest: boolean, readonly assign: (value: Abstract) => void }

const takeElements = (run: Run, targets: readonly (Target | undefined)[], value: Abstract, scope: Scope, node: ts.Node): void => {
  const given = run.resolve(value)
  if (given.kind === 'choice') {
    const side = (one: Abstract) => (): Abstract => { takeElements(run, targets, one, scope, node); return undefinedValue }
    run.fork(given.when, side(given.then), side(given.else))
    return
  }
  const source = sourceOf(run, given)
  if (source.kind === 'iterator') return takeSteps(run, targets, source, scope, node)
  if (source.kind === 'unknown') return takeUnknown(run, targets, source, scope, node)
  withPositions(run, given, (items) => {
    if (items === undefined) {
      takeUnknown(run, targets, { kind: 'unknown', of: given, element: unknown('element', { site: run.site }) }, scope, node)
      return undefinedValue
    }
    for (const [index, target] of targets.entries()) target?.assign(target.rest ? run.array(items.slice(index)) : items[index] ?? undefinedValue)
    return undefinedValue
  })
}

const takeUnknown = (run: Run, targets: readonly (Target | undefined)[], source: Extract<Source, { kind: 'unknown' }>, scope: Scope, node: ts.Node): void => {
  for (const target of targets) {
    target?.assign(target.rest ? unknown('derived', { from: source.element, site: siteOf(node, scope), type: 'array' }) : unknown('element', { from: source.element.from, site: siteOf(node, scope) }))
  }
}

/** Takes only as many elements of an iterator as the pattern has places, then closes it. */
const takeSteps = (run: Run, targets: readonly (Target | undefined)[], source: Extract<Source, { kind: 'iterator' }>, scope: Scope, node: ts.Node): void => {
  let ended = false
  const take = (): Abstract | 'unknown' | undefined => {
    if (ended) return undefined
    const next = step(run, source)
    if (next === undefined) ended = true
    return next === 'unknown' ? next : next?.value
  }
  for (const [index, target] of targets.entries()) {
    if (target?.rest === true) {
      const rest: Obj = run.array([])
      for (let part = take(); part !== undefined; part = take()) {
        if (part === 'unknown') return takeUnknown(run, targets.slice(index), { kind: 'unknown', of: undefinedValue, element: unknown('element') }, scope, node)
        rest.items!.push(part)
        run.checkLength(rest.items!.length, 'array')
      }
      target.assign(rest)
      continue
    }
    const part = take()
    if (part === 'unknown') return takeUnknown(run, targets.slice(index), { kind: 'unknown', of: undefinedValue, element: unknown('element') }, scope, node)
    target?.assign(part ?? undefinedValue)
  }
  if (!ended) closeIterator(run, source)
}

/** Assigns to whatever can stand on the left: names, properties and patterns of them. */
export const assignTo = (run: Run, target: ts.Node, value: Abstract, scope: Scope): void => {
  switch (target.kind) {
    case K.Identifier: return assignName(run, scope, (target as ts.Identifier).text, value)
    case K.PropertyAccessExpression: {
      const { expression, name } = target as ts.PropertyAccessExpression
      const object = expression.kind === K.SuperKeyword ? scope.here.self ?? undefinedValue : evaluate(run, expression, scope)
      run.site = siteOf(target, scope)
      return setMember(run, object, name.kind === K.PrivateIdentifier ? privateKey(scope, name.text) : name.text, value)
    }
    case K.ElementAccessExpression: {
      const { expression, argumentExpression } = target as ts.ElementAccessExpression
      const object = evaluate(run, expression, scope)
      const key = evaluate(run, argumentExpression, scope)
      run.site = siteOf(target, scope)
      return setByValue(run, object, key, value)
    }
    case K.ArrayLiteralExpression: return assignElements(run, target as ts.ArrayLiteralExpression, value, scope)
    case K.ObjectLiteralExpression: return assignMembers(run, target as ts.ObjectLiteralExpression, value, scope)
    case K.ParenthesizedExpression: case K.AsExpression: case K.NonNullExpression: case K.SatisfiesExpression: case K.TypeAssertionExpression:
      return assignTo(run, (target as ts.ParenthesizedExpression).expression, value, scope)
    case K.BinaryExpression: {
      const { left, right } = target as ts.BinaryExpression
      return assignTo(run, left, withDefault(run, value, right, scope, left), scope)
    }
    default: return run.report('unsupported', 'warning', 'this cannot be assigned to')
  }
}

const assignElements = (run: Run, pattern: ts.ArrayLiteralExpression, value: Abstract, scope: Scope): void => {
  const targets = pattern.elements.map((element): Target | undefined => ts.isOmittedExpression(element) ? undefined : {
    rest: ts.isSpreadElement(element),
    assign: (part) => assignTo(run, ts.isSpreadElement(element) ? element.expression : element, part, scope),
  })
  takeElements(run, targets, value, scope, pattern)
}

const assignMembers = (run: Run, pattern: ts.ObjectLiteralExpression, value: Abstract, scope: Scope): void => {
  insistObject(run, value)
  const seen: TakenKey[] = []
  for (const property of pattern.properties) {
    if (ts.isSpreadAssignment(property)) assignTo(run, property.expression, restOf(run, value, seen, siteOf(property, scope)), scope)
    else if (ts.isShorthandPropertyAssignment(property)) {
      const part = member(run, value, property.name, scope, seen)
      assignTo(run, property.name, withDefault(run, part, property.objectAssignmentInitializer, scope, property.name), scope)
    } else if (ts.isPropertyAssignment(property)) assignTo(run, property.initializer, member(run, value, property.name, scope, seen), scope)
  }
}
