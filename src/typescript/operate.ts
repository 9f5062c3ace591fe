// Operators in the syntax: which operands they evaluate, and when. The arithmetic is in operators.ts.
import { derived, falseValue, hasInstanceKey, known, knownBoolean, maybe, prefixText, presentOr, trueValue, undefinedValue, type Abstract, type Decision, type Obj } from '#value'
import { hasPrivate } from './classes.ts'
import { evaluateNamed } from './closures.ts'
import { toKey, toNumber, toPrimitive, typeOf } from './coerce.ts'
import { evaluate, siteOf } from './dispatch.ts'
import { fork, forkBy } from './fork.ts'
import { privateKey } from './literals.ts'
import { getMember } from './member.ts'
import { isBare, isTried, mayThrow } from './may-throw.ts'
import { deleteMember, getByValue, hasMember, setByValue, setMember, setSuper } from './member-write.ts'
import { binary, isPresent, not } from './operators.ts'
import { textOf, ts } from './parse.ts'
import { assignTo } from './patterns.ts'
import type { Evaluate, Run, Scope } from './run.ts'
import { assignName, findCell, readName } from './scope.ts'
import { noteSteered } from './steering.ts'
import { truth } from './truth.ts'
import { inWords, nameOfUnknown, operationText } from './wording.ts'

const K = ts.SyntaxKind

const assignments: Partial<Record<ts.SyntaxKind, ts.SyntaxKind>> = {
  [K.PlusEqualsToken]: K.PlusToken, [K.MinusEqualsToken]: K.MinusToken, [K.AsteriskEqualsToken]: K.AsteriskToken, [K.SlashEqualsToken]: K.SlashToken,
  [K.PercentEqualsToken]: K.PercentToken, [K.AsteriskAsteriskEqualsToken]: K.AsteriskAsteriskToken, [K.AmpersandEqualsToken]: K.AmpersandToken,
  [K.BarEqualsToken]: K.BarToken, [K.CaretEqualsToken]: K.CaretToken, [K.LessThanLessThanEqualsToken]: K.LessThanLessThanToken,
  [K.GreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanToken, [K.GreaterThanGreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanGreaterThanToken,
}
const logicalAssignments: Partial<Record<ts.SyntaxKind, ts.SyntaxKind>> = {
  [K.AmpersandAmpersandEqualsToken]: K.AmpersandAmpersandToken, [K.BarBarEqualsToken]: K.BarBarToken, [K.QuestionQuestionEqualsToken]: K.QuestionQuestionToken,
}

const binaryExpression = (run: Run, node: ts.BinaryExpression, scope: Scope): Abstract => {
  const operator = node.operatorToken.kind
  switch (operator) {
    case K.EqualsToken: return assign(run, node, scope)
    case K.AmpersandAmpersandToken: case K.BarBarToken: case K.QuestionQuestionToken: return logical(run, node, scope)
    case K.CommaToken:
      evaluate(run, node.left, scope)
      return evaluate(run, node.right, scope)
    case K.InKeyword: return isIn(run, node, scope)
    case K.InstanceOfKeyword: {
      const left = evaluate(run, node.left, scope)
      return instanceOf(run, left, evaluate(run, node.right, scope))
    }
  }
  return operator >= K.FirstAssignment && operator <= K.LastAssignment ? compoundAssignment(run, node, scope) : leftDeep(run, node, scope)
}

const compoundAssignment = (run: Run, node: ts.BinaryExpression, scope: Scope): Abstract => {
  const { kind } = node.operatorToken
  const plain = assignments[kind]
  if (plain !== undefined) return update(run, node.left, scope, (old) => binary(run, plain, old, evaluate(run, node.right, scope))).now
  return logicalAssignment(run, logicalAssignments[kind]!, node, scope)
}

const logical = (run: Run, node: ts.BinaryExpression, scope: Scope): Abstract => {
  const operator = node.operatorToken.kind
  const { length: since } = run.steering.asked
  const left = evaluate(run, node.left, scope)
  const goesOn = knownSide(operator, left)
  if (goesOn !== undefined) return goesOn ? evaluate(run, node.right, scope) : left
  return shortCircuit(run, operator, left, () => {
    if (run.steering.asked.length > since) noteSteered(run, node, scope, since)
    return evaluate(run, node.right, scope)
  })
}

/** Is the right side evaluated? Undefined where that takes a closer look. */
const knownSide = (operator: ts.SyntaxKind, left: Abstract): boolean | undefined => {
  if (left.kind === 'object') return operator === K.AmpersandAmpersandToken
  if (left.kind !== 'primitive' || left.assumed !== undefined) return undefined
  if (operator === K.QuestionQuestionToken) return left.value === null || left.value === undefined
  return Boolean(left.value) === (operator === K.AmpersandAmpersandToken)
}

/** `a + b + c …`: long chains lean to the left; they are evaluated without recursion. */
const leftDeep = (run: Run, node: ts.BinaryExpression, scope: Scope): Abstract => {
  if (node.left.kind !== K.BinaryExpression) {
    const left = evaluate(run, node.left, scope)
    const right = evaluate(run, node.right, scope)
    run.site = siteOf(node, scope)
    return binary(run, node.operatorToken.kind, left, right)
  }
  const pending: ts.BinaryExpression[] = []
  let at: ts.Expression = node
  while (at.kind === K.BinaryExpression && isPlain((at as ts.BinaryExpression).operatorToken.kind) && !scope.here.memo?.has(at)) {
    pending.push(at as ts.BinaryExpression)
    at = (at as ts.BinaryExpression).left
  }
  let value = evaluate(run, at, scope)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const right = evaluate(run, next.right, scope)
    run.site = siteOf(next, scope)
    value = binary(run, next.operatorToken.kind, value, right)
  }
  return value
}

const special = new Set<ts.SyntaxKind>([K.AmpersandAmpersandToken, K.BarBarToken, K.QuestionQuestionToken, K.CommaToken, K.InKeyword, K.InstanceOfKeyword])
const isPlain = (operator: ts.SyntaxKind): boolean => !special.has(operator) && (operator < K.FirstAssignment || operator > K.LastAssignment)

/** `&&`, `||` and `??`. */
export const shortCircuit = (run: Run, operator: ts.SyntaxKind, given: Abstract, right: () => Abstract): Abstract => {
  const left = run.resolve(given)
  if (left.kind === 'choice') return fork(run, left.when, () => shortCircuit(run, operator, left.then, right), () => shortCircuit(run, operator, left.else, right))
  if (operator === K.QuestionQuestionToken) {
    const there = isPresent(run, left)
    if (typeof there === 'boolean') return there ? left : right()
    return forkBy(run, there, () => left, right)
  }
  const answer = truth(run, left)
  const wanted = operator === K.AmpersandAmpersandToken
  if (typeof answer === 'boolean') return answer === wanted ? right() : left
  return wanted ? forkBy(run, answer, right, () => left) : forkBy(run, answer, () => left, right)
}

const assign = (run: Run, node: ts.BinaryExpression, scope: Scope): Abstract => {
  const { left, right } = node
  if (left.kind === K.Identifier) {
    const value = evaluateNamed(run, right, scope, (left as ts.Identifier).text)
    run.site = siteOf(node, scope)
    assignName(run, scope, (left as ts.Identifier).text, value)
    return value
  }
  if (left.kind === K.PropertyAccessExpression && (left as ts.PropertyAccessExpression).expression.kind !== K.SuperKeyword) {
    const { expression, name } = left as ts.PropertyAccessExpression
    const object = evaluate(run, expression, scope)
    const key = name.kind === K.PrivateIdentifier ? privateKey(scope, name.text) : textOf(name)
    const value = evaluate(run, right, scope)
    run.site = siteOf(node, scope)
    setMember(run, object, key, value)
    return value
  }
  if (left.kind === K.PropertyAccessExpression || left.kind === K.ElementAccessExpression) {
    const reference = referenceOf(run, left as ts.PropertyAccessExpression, scope)
    const value = evaluate(run, right, scope)
    run.site = siteOf(node, scope)
    reference.write(value)
    return value
  }
  const value = evaluate(run, right, scope)
  assignTo(run, left, value, scope)
  return value
}

interface Reference { readonly read: () => Abstract, readonly write: (value: Abstract) => void }

/** What stands on the left of an assignment: its object and key are evaluated once. */
const referenceOf = (run: Run, given: ts.Expression, scope: Scope): Reference => {
  let node = given
  while (node.kind === K.ParenthesizedExpression || node.kind === K.NonNullExpression || node.kind === K.AsExpression) node = (node as ts.ParenthesizedExpression).expression
  if (node.kind === K.Identifier) {
    const { text } = node as ts.Identifier
    return { read: () => evaluate(run, node, scope), write: (value) => assignName(run, scope, text, value) }
  }
  if (node.kind === K.PropertyAccessExpression) {
    const { expression, name } = node as ts.PropertyAccessExpression
    if (expression.kind === K.SuperKeyword) return superReference(run, node, scope, name.text)
    const object = evaluate(run, expression, scope)
    const key = name.kind === K.PrivateIdentifier ? privateKey(scope, name.text) : name.text
    return { read: () => scope.here.memo?.get(node) ?? getMember(run, object, key), write: (value) => setMember(run, object, key, value) }
  }
  if (node.kind === K.ElementAccessExpression) {
    const { expression, argumentExpression } = node as ts.ElementAccessExpression
    const isSuper = expression.kind === K.SuperKeyword
    const object = isSuper ? undefinedValue : evaluate(run, expression, scope)
    const key = evaluate(run, argumentExpression, scope)
    if (isSuper) return superReference(run, node, scope, toKey(run, key))
    return { read: () => scope.here.memo?.get(node) ?? getByValue(run, object, key), write: (value) => setByValue(run, object, key, value) }
  }
  return { read: () => evaluate(run, node, scope), write: (value) => assignTo(run, node, value, scope) }
}

const superReference = (run: Run, node: ts.Node, scope: Scope, key: string | undefined): Reference => {
  const { self = undefinedValue, home } = scope.here
  return {
    read: () => evaluate(run, node, scope),
    write: (value) => key === undefined ? setByValue(run, self, run.unknown('derived'), value) : setSuper(run, home?.proto ?? null, self, key, value),
  }
}

const update = (run: Run, target: ts.Expression, scope: Scope, change: (old: Abstract) => Abstract): { old: Abstract, now: Abstract } => {
  const reference = referenceOf(run, target, scope)
  const old = reference.read()
  const now = change(old)
  run.site = siteOf(target, scope)
  reference.write(now)
  return { old, now }
}

const logicalAssignment = (run: Run, operator: ts.SyntaxKind, node: ts.BinaryExpression, scope: Scope): Abstract => {
  const reference = referenceOf(run, node.left, scope)
  return shortCircuit(run, operator, reference.read(), () => {
    const value = evaluateNamed(run, node.right, scope, ts.isIdentifier(node.left) ? node.left.text : '')
    reference.write(value)
    return value
  })
}

const isIn = (run: Run, node: ts.BinaryExpression, scope: Scope): Abstract => {
  if (node.left.kind === K.PrivateIdentifier) return hasPrivate(run, node.left as ts.PrivateIdentifier, evaluate(run, node.right, scope), scope)
  const key = evaluate(run, node.left, scope)
  const object = evaluate(run, node.right, scope)
  run.site = siteOf(node, scope)
  return hasKey(run, key, object)
}

const hasKey = (run: Run, key: Abstract, given: Abstract): Abstract => {
  const object = run.resolve(given)
  if (object.kind === 'choice') return fork(run, object.when, () => hasKey(run, key, object.then), () => hasKey(run, key, object.else))
  if (object.kind === 'unknown' || object.kind === 'maybe') {
    if (isTried(run) && object.kind === 'unknown' && isBare(object)) run.throwError('TypeError', "Cannot use 'in' operator to search for a key in a primitive")
    const detail = operationText(key, 'in', object)
    if (object.kind === 'maybe' || object.type === undefined) mayThrow(run, detail ?? 'in')
    return derived([object, key], { site: run.site, type: 'boolean', detail })
  }
  if (object.kind !== 'object') return run.throwError('TypeError', "Cannot use 'in' operator to search for a key in a primitive")
  const name = toKey(run, key)
  if (name !== undefined) return hasMember(run, object, name)
  const at = run.resolve(key)
  return at.kind === 'choice' ? fork(run, at.when, () => hasKey(run, at.then, object), () => hasKey(run, at.else, object)) : derived([key], { site: run.site, type: 'boolean', detail: operationText(at, 'in', object) })
}

/** `left instanceof right`. */
export const instanceOf = (run: Run, left: Abstract, right: Abstract): Abstract => {
  const [value, target] = [run.resolve(left), run.resolve(right)]
  if (value.kind === 'choice') return fork(run, value.when, () => instanceOf(run, value.then, target), () => instanceOf(run, value.else, target))
  if (target.kind === 'choice') return fork(run, target.when, () => instanceOf(run, value, target.then), () => instanceOf(run, value, target.else))
  if (target.kind === 'unknown' || target.kind === 'maybe') {
    const detail = operationText(value, 'instanceof', target)
    mayThrow(run, detail ?? 'instanceof')
    return derived([value, target], { site: run.site, type: 'boolean', detail })
  }
  if (target.kind !== 'object' || target.type !== 'function') return run.throwError('TypeError', "Right-hand side of 'instanceof' is not callable")
  const custom = target.intrinsic ? undefined : run.method(target, hasInstanceKey)
  if (custom !== undefined && !(custom.kind === 'object' && custom.intrinsic)) return not(run, not(run, run.call(custom, target, [value])))
  if (value.kind === 'maybe') return derived([value], { site: run.site, type: 'boolean' })
  if (value.kind === 'unknown') return value.type === undefined || value.type === 'object' || value.type === 'array' ? derived([value], { site: run.site, type: 'boolean', detail: operationText(value, 'instanceof', target) }) : falseValue
  if (value.kind !== 'object') return falseValue
  const proto = run.resolve(getMember(run, target, 'prototype'))
  if (proto.kind !== 'object') return falseValue
  for (let at: Obj | null = value.proto; at !== null; at = at.proto) {
    if (at === proto) return trueValue
    if (at.open !== undefined) return derived([at.open], { site: run.site, type: 'boolean' })
  }
  return falseValue
}

const conditional = (run: Run, node: ts.ConditionalExpression, scope: Scope): Abstract => {
  const { length: since } = run.steering.asked
  const condition = evaluate(run, node.condition, scope)
  const answer = truth(run, condition)
  if (run.steering.asked.length > since) noteSteered(run, node, scope, since)
  return typeof answer === 'boolean' ? evaluate(run, answer ? node.whenTrue : node.whenFalse, scope) : bothSides(run, answer, node, scope)
}

const bothSides = (run: Run, decision: Decision, node: ts.ConditionalExpression, scope: Scope): Abstract =>
  forkBy(run, decision, () => evaluate(run, node.whenTrue, scope), () => evaluate(run, node.whenFalse, scope))

const prefix = (run: Run, node: ts.PrefixUnaryExpression, scope: Scope): Abstract => {
  if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) return increment(run, node, scope).now
  const value = evaluate(run, node.operand, scope)
  run.site = siteOf(node, scope)
  switch (node.operator) {
    case K.ExclamationToken: return not(run, value)
    case K.PlusToken: return toNumber(run, value)
    case K.MinusToken: return prefixed('-', numeric(run, value, (number) => -number, (big) => -big))
    default: return prefixed('~', numeric(run, value, (number) => ~number, (big) => ~big))
  }
}

/** What is not known of a number with a sign says so. */
const prefixed = (sign: string, value: Abstract): Abstract =>
  value.kind === 'unknown' && value.from !== undefined ? { ...value, detail: inWords(prefixText(sign, nameOfUnknown(value.from))) } : value

const numeric = (run: Run, given: Abstract, onNumber: (value: number) => number, onBigint: (value: bigint) => bigint): Abstract => {
  const value = toPrimitive(run, given, 'number')
  const at = run.resolve(value)
  if (at.kind === 'choice') return fork(run, at.when, () => numeric(run, at.then, onNumber, onBigint), () => numeric(run, at.else, onNumber, onBigint))
  if (at.kind === 'maybe') return maybe(numeric(run, at.value, onNumber, onBigint))
  if (at.kind === 'primitive' && typeof at.value === 'bigint') return known(onBigint(at.value), run.site, at.assumed)
  const number = toNumber(run, at)
  return number.kind === 'primitive' ? known(onNumber(number.value as number), run.site, number.assumed) : derived([number], { site: run.site })
}

const increment = (run: Run, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, scope: Scope): { old: Abstract, now: Abstract } => {
  const delta = node.operator === K.PlusPlusToken ? 1 : -1
  let before: Abstract = undefinedValue
  const { now } = update(run, node.operand, scope, (old) => {
    before = numeric(run, old, (number) => number, (big) => big)
    return numeric(run, before, (number) => number + delta, (big) => big + BigInt(delta))
  })
  return { old: before, now }
}

const typeOfExpression = (run: Run, node: ts.TypeOfExpression, scope: Scope): Abstract => {
  run.site = siteOf(node, scope)
  const { expression } = node
  if (expression.kind === K.Identifier && findCell(scope, (expression as ts.Identifier).text) === undefined) return typeOf(run, readName(run, scope, (expression as ts.Identifier).text))
  const value = evaluate(run, expression, scope)
  run.site = siteOf(node, scope)
  return typeOf(run, presentOr(value, undefinedValue))
}

const deleteExpression = (run: Run, node: ts.DeleteExpression, scope: Scope): Abstract => {
  let target = node.expression as ts.Expression
  while (target.kind === K.ParenthesizedExpression || target.kind === K.NonNullExpression || target.kind === K.AsExpression) target = (target as ts.ParenthesizedExpression).expression
  if (ts.isPropertyAccessExpression(target)) {
    const object = evaluate(run, target.expression, scope)
    if (target.questionDotToken !== undefined && isPresent(run, run.resolve(object)) === false) return trueValue
    return deleteMember(run, object, target.name.text)
  }
  if (!ts.isElementAccessExpression(target)) {
    evaluate(run, target, scope)
    return trueValue
  }
  const object = evaluate(run, target.expression, scope)
  const key = evaluate(run, target.argumentExpression, scope)
  return deleteByValue(run, object, key)
}

const deleteByValue = (run: Run, object: Abstract, key: Abstract): Abstract => {
  const name = toKey(run, key)
  if (name !== undefined) return deleteMember(run, object, name)
  const at = run.resolve(key)
  if (at.kind === 'choice') return fork(run, at.when, () => deleteByValue(run, object, at.then), () => deleteByValue(run, object, at.else))
  setByValue(run, object, at, undefinedValue)
  return knownBoolean(true)
}

/** Evaluators of operators, by syntax kind. */
export const operatorExpressions: Partial<Record<ts.SyntaxKind, Evaluate<never>>> = {
  [K.BinaryExpression]: binaryExpression,
  [K.ConditionalExpression]: conditional,
  [K.PrefixUnaryExpression]: prefix,
  [K.PostfixUnaryExpression]: (run: Run, node: ts.PostfixUnaryExpression, scope: Scope) => increment(run, node, scope).old,
  [K.TypeOfExpression]: typeOfExpression,
  [K.DeleteExpression]: deleteExpression,
  [K.VoidExpression]: (run: Run, node: ts.VoidExpression, scope: Scope) => {
    evaluate(run, node.expression, scope)
    return undefinedValue
  },
}
