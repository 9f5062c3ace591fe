// `new`: instances of classes and functions, fields, and `super(…)`.
import { nativeOf, newObject, privatePrefix, undefinedValue, writeProp, type Abstract, type Native, type Obj } from '#value'
import { wordedNew } from './call-text.ts'
import { evaluateNamed } from './closures.ts'
import { settleFixed } from './fixed.ts'
import { fork } from './fork.ts'
import { assignParameterFields, bindParameters, enter, enterScope, firstGuard, isParameterField, runBody, withArguments } from './functions.ts'
import { underKey } from './literals.ts'
import { nativeMayThrow } from './may-throw.ts'
import { getMember, keyName } from './member.ts'
import { callUnknown } from './opaque.ts'
import { ts } from './parse.ts'
import type { Activation, FunctionCode, Run, Scope } from './run.ts'
import { Variables } from './variables.ts'

/** `new callee(…args)`; `newTarget` is what was written after `new` where that is another class. */
export const constructValue = (run: Run, given: Abstract, args: readonly Abstract[], newTarget?: Abstract): Abstract => {
  const callee = run.resolve(given)
  if (callee.kind === 'choice') return fork(run, callee.when, () => constructValue(run, callee.then, args, newTarget), () => constructValue(run, callee.else, args, newTarget))
  if (callee.kind === 'unknown') return { ...callUnknown(run, callee, args), type: 'object' }
  if (callee.kind === 'maybe') return callUnknown(run, run.unknown('derived'), args)
  if (callee.kind !== 'object' || callee.type !== 'function') return run.throwError('TypeError', 'the value is not a constructor')
  if (firstGuard(args) >= 0) return withArguments(run, args, (concrete) => construct(run, callee, concrete, callee))
  const target = newTarget === undefined ? callee : run.resolve(newTarget)
  return construct(run, callee, args, target.kind === 'object' ? target : callee)
}

const construct = (run: Run, callee: Obj, args: readonly Abstract[], newTarget: Obj): Abstract => {
  const native = nativeOf(callee)
  if (native !== undefined) return native.construct === undefined ? run.throwError('TypeError', `${native.name} is not a constructor`) : constructNative(run, native, native.construct(run, args, newTarget), args)
  const code = callee.code as FunctionCode
  if (code.ofClass !== undefined) return constructClass(run, callee, code, args, newTarget)
  if (code.kind !== 'function' || code.isAsync || code.isGenerator) return run.throwError('TypeError', 'the value is not a constructor')
  const self = newObject(run.heap, 'object', prototypeOf(run, newTarget, 'Object.prototype'), run.site)
  const result = enter(run, callee, code, self, args, newTarget, (scope) => runBody(run, (code.node as ts.FunctionExpression).body, scope))
  return objectOr(run, result, self)
}

const constructNative = (run: Run, native: Native, made: Abstract, args: readonly Abstract[]): Abstract => {
  if (run.trying > 0) nativeMayThrow(run, { ...native, name: `new ${native.name}` }, undefinedValue, args, made)
  return wordedNew(run, made, native, args)
}

/** What a constructor returns counts only where it is an object. */
const objectOr = (run: Run, given: Abstract, self: Abstract): Abstract => {
  const value = run.resolve(given)
  if (value.kind === 'choice') return run.fork(value.when, () => objectOr(run, value.then, self), () => objectOr(run, value.else, self))
  return value.kind === 'object' || value.kind === 'unknown' ? value : self
}

/** The prototype that instances of a constructor get. */
export const prototypeOf = (run: Run, newTarget: Obj, fallback: string): Obj => {
  const proto = run.resolve(getMember(run, newTarget, 'prototype'))
  return proto.kind === 'object' ? proto : run.intrinsic(fallback)
}

const constructClass = (run: Run, callee: Obj, code: FunctionCode, args: readonly Abstract[], newTarget: Obj): Abstract => {
  const { construct: node, derived } = code.ofClass!
  if (derived && node === undefined) return constructParent(run, callee, args, newTarget, (self) => initialiseFields(run, callee, code, self))
  const self = derived ? undefined : newObject(run.heap, 'object', prototypeOf(run, newTarget, 'Object.prototype'), run.site)
  if (node === undefined) {
    initialiseFields(run, callee, code, self!)
    return self!
  }
  return enterConstructor(run, callee, code, node, self, args, newTarget)
}

const enterConstructor = (run: Run, callee: Obj, code: FunctionCode, node: ts.ConstructorDeclaration, self: Obj | undefined, args: readonly Abstract[], newTarget: Obj): Abstract =>
  enterScope(run, callee, code, self, args, newTarget, (scope) => {
    if (self !== undefined) initialiseFields(run, callee, code, self, node)
    bindParameters(run, node.parameters, args, scope)
    if (self !== undefined) assignParameterFields(run, node.parameters, self, scope)
    const result = node.body === undefined ? undefinedValue : runBody(run, node.body, scope)
    const made = scope.here.self
    if (made === undefined) return run.throwError('ReferenceError', "Must call super constructor in derived class before accessing 'this' or returning from derived constructor")
    return objectOr(run, result, made)
  })

/** `super(…)` in a constructor: makes the instance, then initialises the fields of this class. */
export const superCall = (run: Run, args: readonly Abstract[], scope: Scope): Abstract => {
  const { here } = scope
  const { callee } = here
  if (callee === undefined) return run.throwError('ReferenceError', "'super' outside of a constructor")
  if (here.self !== undefined) return run.throwError('ReferenceError', 'Super constructor may only be called once')
  const code = callee.code as FunctionCode
  const node = code.ofClass!.construct
  constructParent(run, callee, args, here.newTarget as Obj, (self) => {
    here.self = self
    initialiseFields(run, callee, code, self, node)
    if (node !== undefined) assignParameterFields(run, node.parameters, self, functionScope(scope))
  })
  return here.self ?? undefinedValue
}

/** The scope of the constructor's parameters around a `super(…)`. */
const functionScope = (scope: Scope): Scope => {
  let at = scope
  while (at.outer !== undefined && at.outer.here === scope.here) at = at.outer
  return at
}

const constructParent = (run: Run, callee: Obj, args: readonly Abstract[], newTarget: Obj, use: (self: Obj) => void): Abstract => {
  const parent = callee.proto
  if (parent === null) return run.throwError('TypeError', 'Super constructor null of anonymous class is not a constructor')
  if (parent === run.intrinsic('Function.prototype') && callee.open !== undefined) {
    // The parent is unknown: the instance has what this class gives it, and whatever else.
    const self = newObject(run.heap, 'object', prototypeOf(run, newTarget, 'Object.prototype'), run.site)
    self.open = callee.open
    callUnknown(run, callee.open, args)
    use(self)
    return self
  }
  const made = run.resolve(constructValue(run, parent, args, newTarget))
  if (made.kind === 'object') {
    use(made)
    return made
  }
  const self = newObject(run.heap, 'object', prototypeOf(run, newTarget, 'Object.prototype'), run.site)
  self.open = run.unknown('derived', { detail: 'made by a constructor that is not known' })
  use(self)
  return self
}

/** Evaluates the fields of a class for a new instance, those that parameters declare first. */
const initialiseFields = (run: Run, callee: Obj, code: FunctionCode, self: Obj, node?: ts.ConstructorDeclaration): void => {
  for (const parameter of node?.parameters ?? []) {
    if (isParameterField(parameter) && ts.isIdentifier(parameter.name)) writeProp(run.heap, self, parameter.name.text, undefinedValue)
  }
  const { fields } = code.ofClass!
  if (fields.length === 0) return
  const here: Activation = { module: code.scope.here.module, self, callee, home: code.home, newTarget: undefinedValue, args: [], memo: undefined }
  const scope: Scope = { vars: new Variables(), outer: code.scope, here }
  for (const { key, init } of fields) underKey(run, key, self, (one) => defineField(run, self, one, init, scope))
}

const defineField = (run: Run, self: Obj, key: string, init: ts.Expression | undefined, scope: Scope): void => {
  const value = init === undefined ? undefinedValue : evaluateNamed(run, init, scope, key)
  if (self.mixed !== undefined && !key.startsWith(privatePrefix)) {
    settleFixed(run, self, () => { defineValue(run, self, key, value); return value })
  } else defineValue(run, self, key, value)
}

const defineValue = (run: Run, self: Obj, key: string, value: Abstract): void => {
  if (!self.extensible && !key.startsWith(privatePrefix) && (self.frozen || !self.props.has(key))) run.throwError('TypeError', `Cannot define property ${keyName(key)}, object is not extensible`)
  writeProp(run.heap, self, key, value)
}
