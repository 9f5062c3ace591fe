// `'{} of {name:>5}'.format(…)`: Python's formatting with replacement fields.
import { TemplateFailure } from './failure.ts'
import { formatValue } from './format-spec.ts'
import { attributeOf, itemOf } from './lookup.ts'
import { known } from './operations.ts'
import type { Machine, CallArguments, PythonValue } from './python-value.ts'
import { representation, textOf } from './show.ts'

/** `text.format(…)`. */
export const formatText = (text: string, args: CallArguments, machine: Machine): string => {
  let automatic = 0
  const fields = (format: string, depth: number): string => {
    let out = ''
    let at = 0
    while (at < format.length) {
      const char = format[at]!
      if ((char === '{' || char === '}') && format[at + 1] === char) {
        out += char
        at += 2
      } else if (char === '{') {
        const end = closing(format, at)
        out = machine.text(out + field(format.slice(at + 1, end), depth))
        at = end + 1
      } else if (char === '}') throw new TemplateFailure('ValueError', "Single '}' encountered in format string")
      else {
        out += char
        at++
      }
      machine.spend(1)
    }
    return out
  }
  const field = (inner: string, depth: number): string => {
    if (depth > 2) throw new TemplateFailure('ValueError', 'Max string recursion exceeded')
    const [, name = '', conversion, spec = ''] = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(inner) ?? []
    const [first = '', ...rest] = name.split(/(?=[.[])/)
    let value = argument(first)
    for (const step of rest) value = step.startsWith('.') ? attributeOf(value, step.slice(1), machine) : itemOf(value, itemKey(step.slice(1, -1)), machine)
    const shown = conversion === undefined ? known(value) : conversion === 's' ? textOf(value, machine) : representation(value, machine)
    const wanted = fields(spec, depth + 1)
    return wanted === '' ? textOf(shown, machine) : formatValue(shown, wanted, machine)
  }
  const argument = (name: string): PythonValue => {
    const index = name === '' ? automatic++ : /^\d+$/.test(name) ? Number(name) : undefined
    const value = index === undefined ? args.named.get(name) : args.positional[index]
    if (value !== undefined) return value
    if (index === undefined) throw new TemplateFailure('KeyError', `'${name}'`)
    throw new TemplateFailure('IndexError', `Replacement index ${index} out of range for positional args tuple`)
  }
  return fields(text, 1)
}

const itemKey = (text: string): PythonValue => (/^\d+$/.test(text) ? BigInt(text) : text)

const closing = (format: string, from: number): number => {
  let depth = 0
  for (let i = from; i < format.length; i++) {
    if (format[i] === '{') depth++
    if (format[i] === '}' && --depth === 0) return i
  }
  throw new TemplateFailure('ValueError', "expected '}' before end of string")
}
