// What native rendering makes of the parts that a template gives.
import { readLiteral } from './python-literal.ts'
import { isKind, unknown, type Machine, type PythonValue } from './python-value.ts'
import { textOf } from './show.ts'

/**
 * One part gives its own value, several their text; text that is a Python literal gives that. Undefined where the parts stay a
 * text of which something is not known.
 */
export const nativeValue = (parts: readonly PythonValue[], machine: Machine): PythonValue | undefined => {
  const shown = parts.filter((part) => part !== '')
  const [only] = shown
  if (only === undefined) return parts.length === 0 ? null : ''
  if (shown.length === 1 && typeof only !== 'string') return only
  // A text that begins like a word is no literal, whatever the rest of it is.
  if (shown.some((part) => isKind(part, 'unknown'))) return typeof only === 'string' && /^(?!True|False|None)[A-Za-z_]{3}/.test(only) ? undefined : unknown('derived', undefined, 'a part of the text is not known')
  const text = machine.text(shown.map((part) => textOf(part, machine)).join(''))
  const literal = readLiteral(text)
  return literal === undefined ? text : literal
}
