// Plain data as the Python literal that a Jinja expression can hold.
import type { Json } from '#author'

/** The value as Jinja spells it: `True`, `None`, `'text'`, `['a', 1]`, `{'k': 2}`. */
export const pythonText = (value: Json): string => {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return String(value)
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) parts.push(pythonText(item as Json))
    return `[${parts.join(', ')}]`
  }
  for (const [key, item] of Object.entries(value)) parts.push(`${quoted(key)}: ${pythonText(item as Json)}`)
  return `{${parts.join(', ')}}`
}

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`

/** Does the text hold Jinja of its own? */
export const isTemplate = (text: string): boolean => text.includes('{{') || text.includes('{%') || text.includes('{#')
