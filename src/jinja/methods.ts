// Finds a method of a value in our own tables.
import { dictMethods, listMethods, numberMethods, tupleMethods } from './methods-data.ts'
import { textMethods } from './methods-text.ts'
import type { Machine, CallArguments, PythonFunction, PythonValue } from './python-value.ts'

/** The method of this name, bound to the value. */
export const methodOf = (value: PythonValue, name: string): PythonFunction | undefined => {
  if (typeof value === 'string') return bind(textMethods, value, name)
  if (typeof value === 'boolean') return bind(numberMethods, BigInt(value), name)
  if (typeof value === 'bigint' || typeof value === 'number') return bind(numberMethods, value, name)
  if (typeof value !== 'object' || value === null) return undefined
  if (value.kind === 'list') return bind(listMethods, value, name)
  if (value.kind === 'tuple') return bind(tupleMethods, value, name)
  return value.kind === 'dict' ? bind(dictMethods, value, name) : undefined
}

const bind = <T>(table: Readonly<Record<string, (self: T, args: CallArguments, machine: Machine) => PythonValue>>, self: T, name: string): PythonFunction | undefined => {
  if (!Object.hasOwn(table, name)) return undefined
  const method = table[name]!
  return { kind: 'function', name, call: (args, machine) => method(self, args, machine) }
}
