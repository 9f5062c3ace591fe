// The error for a call of what is no function: it names what was called, and a method that may be meant.
import { nearest } from '#model'
import { symbolPrefix, type Abstract, type Obj } from '#value'
import { textOf, ts } from './parse.ts'
import type { Run } from './run.ts'

const K = ts.SyntaxKind

/** Throws the TypeError of a call of `callee` on `self`. */
export const notCallable = (run: Run, callee: ts.Expression | undefined, self: Abstract): never => {
  const name = callee === undefined ? undefined : nameIn(callee)
  if (name === undefined) return run.throwError('TypeError', 'the value is not a function')
  const meant = callee!.kind === K.PropertyAccessExpression && self.kind === 'object' ? nearest((callee as ts.PropertyAccessExpression).name.text, methodsOf(self)) : undefined
  return run.throwError('TypeError', `\`${name}\` is not a function${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`)
}

/** `a`, `a.b`, `this.a`: what is called, where it has such a name. */
const nameIn = (node: ts.Expression): string | undefined => {
  if (node.kind === K.Identifier) return textOf(node as ts.Identifier)
  if (node.kind === K.ThisKeyword) return 'this'
  if (node.kind !== K.PropertyAccessExpression) return undefined
  const { expression, name } = node as ts.PropertyAccessExpression
  const base = nameIn(expression)
  return base === undefined ? `….${name.text}` : `${base}.${name.text}`
}

/** The names of the functions that an object has or inherits. */
const methodsOf = (self: Obj): string[] => {
  const names: string[] = []
  for (let at: Obj | null = self; at !== null; at = at.proto) {
    for (const [key, value] of at.props) if (!key.startsWith(symbolPrefix) && isFunction(value.kind === 'slot' ? value.value : value)) names.push(key)
  }
  return names
}

const isFunction = (value: Abstract | undefined): boolean => value?.kind === 'object' && value.type === 'function'
