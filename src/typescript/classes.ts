// Classes: the constructor function, its prototype, members, static parts.
import { known, newObject, openUp, privatePrefix, setOwn, slot, writeProp, undefinedValue, type Abstract, type Obj } from '#value'
import { closureOf, evaluateNamed } from './closures.ts'
import { evaluate, siteOf } from './dispatch.ts'
import { executeStatements, blockScope } from './blocks.ts'
import { settle } from './fork.ts'
import { defineAccessor, nameKey, privateKey, underKey, withKey } from './literals.ts'
import { mayThrow } from './may-throw.ts'
import { getMember } from './member.ts'
import { ts } from './parse.ts'
import type { Activation, Evaluate, FieldCode, FunctionCode, Run, Scope } from './run.ts'
import { declare, hasModifier, innerScope, isAmbient } from './scope.ts'
import { Variables } from './variables.ts'
import { nameOfUnknown } from './wording.ts'

const K = ts.SyntaxKind

/** The class that a piece of syntax makes. */
export const classOf = (run: Run, node: ts.ClassLikeDeclaration, outer: Scope, name: string): Obj => {
  const scope = innerScope(outer)
  if (node.name !== undefined) declare(scope, node.name.text, undefined, true)
  declarePrivateNames(run, node, scope)
  const proto = newObject(run.heap, 'object', run.intrinsic('Object.prototype'), siteOf(node, outer))
  const made = newObject(run.heap, 'function', run.intrinsic('Function.prototype'), siteOf(node, outer))
  made.data = node.name?.text ?? name
  const heritage = node.heritageClauses?.find((clause) => clause.token === K.ExtendsKeyword)?.types[0]?.expression
  if (heritage !== undefined) inherit(run, made, proto, evaluate(run, heritage, scope))
  const fields: FieldCode[] = []
  const code: FunctionCode = {
    node, scope, kind: 'class', isAsync: false, isGenerator: false, home: proto,
    ofClass: { fields, construct: node.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined), derived: heritage !== undefined },
  }
  made.code = code
  writeProp(run.heap, made, 'prototype', slot(proto, { writable: false, configurable: false }))
  writeProp(run.heap, proto, 'constructor', slot(made))
  const later: (() => void)[] = []
  for (const member of node.members) defineMember(run, member, { made, proto, fields, later, scope })
  if (node.name !== undefined) scope.vars.get(node.name.text)!.value = made
  for (const run of later) run()
  if (ts.canHaveDecorators(node) && ts.getDecorators(node)?.length) {
    run.site = siteOf(node, outer)
    run.report('unsupported', 'warning', 'decorators are not followed; the class is read as if it had none')
  }
  return made
}

/** Each evaluation of a class has private names of its own. */
const declarePrivateNames = (run: Run, node: ts.ClassLikeDeclaration, scope: Scope): void => {
  let serial: number | undefined
  for (const member of node.members) {
    if (member.name === undefined || member.name.kind !== K.PrivateIdentifier) continue
    serial ??= ++run.classes
    declare(scope, member.name.text, known(`${privatePrefix}${serial}${member.name.text}`))
  }
}

const inherit = (run: Run, made: Obj, proto: Obj, given: Abstract): void => {
  const parent = run.resolve(given)
  if (parent.kind === 'primitive' && parent.value === null) {
    proto.proto = null
    return
  }
  if (parent.kind === 'object' && parent.type === 'function') {
    made.proto = parent
    const up = run.resolve(getMember(run, parent, 'prototype'))
    proto.proto = up.kind === 'object' ? up : null
    return
  }
  if (parent.kind === 'primitive' || parent.kind === 'object') run.throwError('TypeError', 'Class extends value is not a constructor or null')
  const why = parent.kind === 'unknown' ? parent : run.unknown('derived', { detail: 'a class whose parent is not known' })
  mayThrow(run, `extending ${nameOfUnknown(why)}`)
  openUp(run.heap, made, why)
  openUp(run.heap, proto, why)
}

interface Making { readonly made: Obj, readonly proto: Obj, readonly fields: FieldCode[], readonly later: (() => void)[], readonly scope: Scope }

const defineMember = (run: Run, member: ts.ClassElement, making: Making): void => {
  const { made, proto, fields, later, scope } = making
  const isStatic = hasModifier(member, K.StaticKeyword)
  const target = isStatic ? made : proto
  switch (member.kind) {
    case K.MethodDeclaration: {
      const method = member as ts.MethodDeclaration
      if (method.body === undefined) return
      return withKey(run, method.name, scope, target, (key) => writeProp(run.heap, target, key, slot(closureOf(run, method, scope, { kind: 'method', home: target, name: key }))))
    }
    case K.GetAccessor: case K.SetAccessor: {
      const half = member as ts.AccessorDeclaration
      if (half.body === undefined) return
      return withKey(run, half.name, scope, target, (key) => defineAccessor(run, target, key, half, scope, false))
    }
    case K.PropertyDeclaration: {
      const field = member as ts.PropertyDeclaration
      if (isAmbient(field) || hasModifier(field, K.AbstractKeyword)) return
      const key = nameKey(run, field.name, scope)
      if (isStatic) later.push(() => underKey(run, key, made, (one) => defineStatic(run, made, one, field.initializer, scope)))
      else fields.push({ key, init: field.initializer })
      return
    }
    case K.ClassStaticBlockDeclaration:
      later.push(() => runStaticBlock(run, made, (member as ts.ClassStaticBlockDeclaration).body, scope))
  }
}

const staticScope = (made: Obj, scope: Scope): Scope => {
  const here: Activation = { module: scope.here.module, self: made, callee: made, home: made, newTarget: undefinedValue, args: [], memo: undefined }
  return { vars: new Variables(), outer: scope, here }
}

const defineStatic = (run: Run, made: Obj, key: string, init: ts.Expression | undefined, scope: Scope): void => {
  const value = init === undefined ? undefinedValue : evaluateNamed(run, init, staticScope(made, scope), key)
  if (made.props.get(key)?.kind === 'slot') writeProp(run.heap, made, key, value)
  else setOwn(run.heap, made, key, value)
}

const runStaticBlock = (run: Run, made: Obj, body: ts.Block, scope: Scope): void => {
  const inner = blockScope(run, body.statements, staticScope(made, scope))
  settle(run, executeStatements(run, body.statements, 0, inner))
}

const classExpression: Evaluate<ts.ClassExpression> = (run, node, scope) => classOf(run, node, scope, '')

const arrow: Evaluate<ts.ArrowFunction> = (run, node, scope) => closureOf(run, node, scope, { kind: 'arrow', name: '' })
const functionExpression: Evaluate<ts.FunctionExpression> = (run, node, scope) => closureOf(run, node, scope, { kind: 'function', name: node.name?.text ?? '' })

/** `#x in object`. */
export const hasPrivate = (run: Run, name: ts.PrivateIdentifier, value: Abstract, scope: Scope): Abstract => {
  const target = run.resolve(value)
  if (target.kind === 'object') return target.props.has(privateKey(scope, name.text)) || inPrototype(target, privateKey(scope, name.text)) ? known(true) : known(false)
  return target.kind === 'unknown' || target.kind === 'choice' ? run.unknown('derived', { type: 'boolean' }) : run.throwError('TypeError', "Cannot use 'in' operator to search for a private name")
}

const inPrototype = (obj: Obj, key: string): boolean => obj.proto !== null && (obj.proto.props.has(key) || inPrototype(obj.proto, key))

/** Evaluators of functions and classes, by syntax kind. */
export const functionExpressions: Partial<Record<ts.SyntaxKind, Evaluate<never>>> = {
  [K.ArrowFunction]: arrow,
  [K.FunctionExpression]: functionExpression,
  [K.ClassExpression]: classExpression,
}
