// `parse` of the package yaml: the way in which programs read YAML texts. It is the same parser as ours.
import { parse } from 'yaml'
import { known, native, type Abstract, type Machine, type NativeTable } from '#value'

/** The natives of the module. With further arguments (a reviver, options) the result is not known. */
export const yamlNatives: NativeTable = {
  'yaml#parse': native('parse', 1, (machine, _self, args) => args.length > 1
    ? machine.unknown('unsupported', { detail: 'yaml.parse with options' })
    : machine.lift([args[0] ?? known(undefined)], ([text]) => parseText(machine, text!))),
}

const parseText = (machine: Machine, text: Abstract): Abstract => {
  if (text.kind !== 'primitive' || typeof text.value !== 'string') return machine.unknown('unsupported', { detail: 'yaml.parse of something that is no text' })
  machine.spend(Math.ceil(text.value.length / 100))
  let value: unknown
  try {
    // Aliases may unfold to at most a hundred times what is written (the parser's own bound).
    value = parse(text.value, { logLevel: 'error' })
  } catch (error) {
    return machine.throwError('Error', error instanceof Error ? error.message : 'not YAML')
  }
  return abstractOf(machine, value)
}

const abstractOf = (machine: Machine, value: unknown): Abstract => {
  machine.spend(1)
  if (Array.isArray(value)) return machine.array(value.map((item) => abstractOf(machine, item)))
  if (typeof value === 'object' && value !== null) return machine.object(Object.entries(value).map(([key, part]) => [key, abstractOf(machine, part)] as const))
  return known(value as null, machine.site)
}
