// Calls: of interpreted functions, of natives, of choices, and of what is not known.
import {
  absent, canBeAbsent, derived, maybe, nativeOf, newObject, undefinedValue, unknown, type Abstract, type Frame, type Native, type Obj,
} from '#value'
import { startAsync, startGenerator } from './coroutine.ts'
import { evaluate } from './dispatch.ts'
import { callUnknown } from './opaque.ts'
import { fork, settle } from './fork.ts'
import { nativeMayThrow } from './may-throw.ts'
import { bodyScope, executeStatements } from './blocks.ts'
import { defineData } from './member-write.ts'
import { notCallable } from './not-callable.ts'
import { textOf, ts } from './parse.ts'
import { bindPattern, initialise, withDefault } from './patterns.ts'
import type { Activation, FunctionCode, Run, Scope } from './run.ts'
import { declare, hasModifier } from './scope.ts'
import { worded } from './call-text.ts'
import { Variables } from './variables.ts'

const K = ts.SyntaxKind

/** Calls a value of any kind. `written` is how it is named in the call, for messages. */
export const callValue = (run: Run, callee: Abstract, self: Abstract, args: readonly Abstract[], written?: ts.Expression): Abstract => {
  switch (callee.kind) {
    case 'object': return callee.type === 'function' ? callFunction(run, callee, self, args) : notCallable(run, written, self)
    case 'choice': {
      const at = run.resolve(callee)
      return at.kind === 'choice' ? fork(run, at.when, () => callValue(run, at.then, self, args, written), () => callValue(run, at.else, self, args, written)) : callValue(run, at, self, args, written)
    }
    case 'unknown': return callUnknown(run, callee, args, self)
    case 'maybe': {
      const when = run.conditions.of(unknown('derived').id, { kind: 'truthy' }, 'the function was not replaced', run.site)
      return fork(run, when, () => maybe(callValue(run, callee.value, self, args, written)), () => callUnknown(run, derived([callee]), args))
    }
    default: return notCallable(run, written, self)
  }
}

const callNative = (run: Run, native: Native, self: Abstract, args: readonly Abstract[]): Abstract => {
  const { site } = run
  const result = native.call(run, self, args)
  if (run.trying > 0) {
    run.site = site
    nativeMayThrow(run, native, self, args, result)
  }
  return result.kind === 'unknown' || result.kind === 'choice' ? worded(run, result, native, self, args) : result
}

const callFunction = (run: Run, func: Obj, self: Abstract, args: readonly Abstract[]): Abstract => {
  const native = nativeOf(func)
  if (native === undefined) return callCode(run, func, self, args)
  return native.guards === true || firstGuard(args) < 0 ? callNative(run, native, self, args) : callNativeDecided(run, native, self, args)
}

const callNativeDecided = (run: Run, native: Native, self: Abstract, args: readonly Abstract[]): Abstract => withArguments(run, args, (concrete) => callNative(run, native, self, concrete))

/** The first argument that may not be there, or -1. */
export const firstGuard = (args: readonly Abstract[]): number => {
  for (let index = 0; index < args.length; index++) {
    const { kind } = args[index]!
    if ((kind === 'choice' || kind === 'absent') && canBeAbsent(args[index]!)) return index
  }
  return -1
}

const callCode = (run: Run, func: Obj, self: Abstract, args: readonly Abstract[]): Abstract => {
  const code = func.code as FunctionCode
  if (code.kind === 'class') return run.throwError('TypeError', `Class constructor ${String(func.data)} cannot be invoked without 'new'`)
  if (code.isGenerator) return startGenerator(run, func, code, self, args, enter)
  if (code.isAsync) return startAsync(run, func, code, self, args, enter)
  const guard = firstGuard(args)
  const node = code.node as ts.FunctionLikeDeclaration
  if (guard >= 0 && !restTakes(node, guard)) return callDecided(run, func, self, args)
  const frame = beginCall(run)
  try {
    const scope = callScope(func, code, self, args, undefinedValue)
    bindParameters(run, node.parameters, args, scope)
    return runBody(run, node.body!, scope)
  } finally {
    endCall(run, frame)
  }
}

const callDecided = (run: Run, func: Obj, self: Abstract, args: readonly Abstract[]): Abstract => withArguments(run, args, (concrete) => callFunction(run, func, self, concrete))

/** Do guarded arguments from this position on all go into a rest parameter, which may hold them as they are? */
const restTakes = (node: ts.FunctionLikeDeclaration, guard: number): boolean => {
  const last = node.parameters.at(-1)
  return last?.dotDotDotToken !== undefined && guard >= node.parameters.length - 1
}

/** Calls with guarded arguments decided. */
export const withArguments = (run: Run, args: readonly Abstract[], f: (args: readonly Abstract[]) => Abstract): Abstract => {
  const list = newObject(run.heap, 'array', null, run.site)
  list.items!.push(...args)
  list.guarded = true
  // Elements of an unknown list as arguments: how many there are is not known, one stands for all.
  if (args.some((arg) => arg.kind === 'choice' && arg.when.repeats)) return f(args.map((arg) => canBeAbsent(arg) ? derived([arg], { site: run.site }) : arg))
  return run.withItems(list, f)
}

/** Sets up a call (depth, frame, scope, parameters) and runs `body` in it. */
export const enter = <T>(run: Run, func: Obj, code: FunctionCode, self: Abstract | undefined, args: readonly Abstract[], newTarget: Abstract, body: (scope: Scope) => T): T =>
  enterScope(run, func, code, self, args, newTarget, (scope) => {
    bindParameters(run, (code.node as ts.FunctionLikeDeclaration).parameters, args, scope)
    return body(scope)
  })

/** Sets up a call, parameters left out. */
export const enterScope = <T>(run: Run, func: Obj, code: FunctionCode, self: Abstract | undefined, args: readonly Abstract[], newTarget: Abstract, body: (scope: Scope) => T): T => {
  const frame = beginCall(run)
  try {
    return body(callScope(func, code, self, args, newTarget))
  } finally {
    endCall(run, frame)
  }
}

/** Counts a call and puts its frame onto the heap; gives the frame that it stands in. */
const beginCall = (run: Run): Frame | undefined => {
  const { heap, site } = run
  const { frame } = heap
  if (run.depth >= run.limits.depth) run.limit('nested calls')
  run.depth++
  if (site !== undefined) heap.frame = { site, caller: frame }
  return frame
}

const endCall = (run: Run, frame: Frame | undefined): void => {
  run.depth--
  run.heap.frame = frame
}

/** The scope of a call. Arrow functions share `this` and the like with their surroundings. */
const callScope = (func: Obj, code: FunctionCode, self: Abstract | undefined, args: readonly Abstract[], newTarget: Abstract): Scope => {
  const here: Activation = code.kind === 'arrow' ? code.scope.here
    : { module: code.scope.here.module, self, callee: func, home: code.home, newTarget, args, memo: undefined }
  return { vars: new Variables(), outer: selfNamed(code, func), here }
}

/** A named function expression sees itself under its own name. */
const selfNamed = (code: FunctionCode, func: Obj): Scope => {
  if (code.node.kind !== K.FunctionExpression || code.node.name === undefined) return code.scope
  const scope: Scope = { vars: new Variables(), outer: code.scope, here: code.scope.here }
  declare(scope, (code.node.name as ts.Identifier).text, func)
  return scope
}

/** Binds parameters to arguments: defaults, rest and patterns, left to right. */
export const bindParameters = (run: Run, parameters: readonly ts.ParameterDeclaration[], args: readonly Abstract[], scope: Scope): void => {
  let position = 0
  for (const parameter of parameters) {
    const { name } = parameter
    const text = name.kind === K.Identifier ? textOf(name) : undefined
    if (text === 'this') continue
    if (parameter.dotDotDotToken !== undefined) {
      const rest = run.array(args.slice(position))
      rest.guarded = firstGuard(args) >= 0
      return bindPattern(run, name, rest, scope, initialise(run, false))
    }
    const given = args[position++] ?? undefinedValue
    const value = given === absent ? undefinedValue : given
    if (text !== undefined && parameter.initializer === undefined) declare(scope, text, value)
    else bindPattern(run, name, withDefault(run, value, parameter.initializer, scope, name), scope, initialise(run, false))
  }
}

/** Runs a function's body and gives what it returns. */
export const runBody = (run: Run, body: ts.ConciseBody, scope: Scope): Abstract => {
  if (body.kind !== K.Block) return evaluate(run, body, scope)
  const { statements } = body as ts.Block
  const inner = bodyScope(run, body as ts.Block, scope)
  const completion = executeStatements(run, statements, 0, inner)
  if (completion === undefined) return undefinedValue
  if (completion.kind === 'return') return completion.value
  return settle(run, completion)
}

/** Assigns the parameters that are fields (`constructor(readonly id: string)`). */
export const assignParameterFields = (run: Run, parameters: readonly ts.ParameterDeclaration[], self: Obj, scope: Scope): void => {
  for (const parameter of parameters) {
    if (!isParameterField(parameter) || !ts.isIdentifier(parameter.name)) continue
    const value = scope.vars.get(parameter.name.text)?.value
    if (value !== undefined) defineData(run, self, parameter.name.text, value)
  }
}

const fieldModifiers = [K.PublicKeyword, K.PrivateKeyword, K.ProtectedKeyword, K.ReadonlyKeyword, K.OverrideKeyword]

/** Does a constructor's parameter declare a field? */
export const isParameterField = (parameter: ts.ParameterDeclaration): boolean =>
  parameter.modifiers !== undefined && fieldModifiers.some((kind) => hasModifier(parameter, kind))
