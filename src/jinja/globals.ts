// The functions that every template has, and the names that are always there.
import { Given } from './arguments.ts'
import { TemplateFailure } from './failure.ts'
import { updateDict } from './methods-data.ts'
import { dictOf, listOf, type CallArguments, type Machine, type PythonFunction, type PythonValue } from './python-value.ts'

const functionOf = (name: string, call: (args: CallArguments, machine: Machine) => PythonValue): PythonFunction => ({ kind: 'function', name, call })

const range = functionOf('range', (args, machine) => {
  const given = new Given('range()', args, ['start', 'stop', 'step'])
  const single = given.optional('stop') === undefined
  const start = single ? 0 : given.integer('start'), stop = given.integer(single ? 'start' : 'stop'), step = given.integer('step', 1)
  if (step === 0) throw new TemplateFailure('ValueError', 'range() arg 3 must not be zero')
  const count = Math.max(0, Math.ceil((stop - start) / step))
  machine.items(count)
  return listOf(Array.from({ length: count }, (_, i) => BigInt(start + i * step)))
})
const dict = functionOf('dict', (args, machine) => {
  const result = dictOf([])
  updateDict(result, args.positional[0], args.named, machine)
  return result
})
const namespace = functionOf('namespace', (args, machine) => {
  const result: PythonValue = { kind: 'dict', pairs: new Map(), namespace: true }
  updateDict(result, args.positional[0], args.named, machine)
  return result
})

const globals: Readonly<Record<string, PythonFunction>> = { range, dict, namespace }

/** What a name stands for where the context does not have it. */
export const globalOf = (name: string): PythonValue | undefined => (Object.hasOwn(globals, name) ? globals[name] : undefined)
