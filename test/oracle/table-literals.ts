// The literals that generated programs are made of, by type code: ordinary ones and those at the edges.
import type { Dice } from './dice.ts'

const texts = [
  "'north'", "'south'", "''", "'a'", "'São Paulo'", "'x,y;z'", "'  pad '", "'🚀 go'", "'{{ ds }}'", "'A-B_c'", "'42'", "'3.5e2'", "'0x1F'", "'line\\nbreak'", '"it\'s"',
  "'back\\\\slash'", "'$& $1'", "'e\\u0301'", "'ß'", "'\\u{1F600}'", "'orders.daily'", "'true'", "'null'", '`plain`', "'aAbB09'", "'length'", "' 7 '",
]
const numbers = ['0', '1', '2', '3', '5', '7', '10', '42', '(-1)', '(-3)', '0.5', '1.25', '100', '1e21', '1e-7', '0x1f', '0b101', '1_000', '(-0)', 'NaN', 'Infinity', '2147483648', '0.1', '9007199254740991']
const counts = ['0', '1', '2', '3', '4', '5']
const regexes = ['/[aeiou]/', '/[a-z]+/g', '/(\\w)(\\d)?/', '/^\\s+|\\s+$/g', '/(?<first>[A-Z])|(?<last>\\d)/gi', '/o.?/su', '/\\b\\w/g', '/(?=[A-Z])/', '/[^\\w]+/', '/a|e|(o)/g', '/\\p{L}+/gu', '/(?<!\\d)\\d/', '/(.)\\1?/y']

/** Is there a literal of the type? */
export const hasLiteral = (type: string): boolean => 'tnkbTNrpPmsdugfx'.includes(type)

/** A literal of a type. */
export const literalOf = (dice: Dice, type: string): string => {
  const text = () => dice.pick(texts)
  const number = () => dice.pick(numbers)
  const many = (one: () => string) => Array.from({ length: dice.below(5) }, one).join(', ')
  switch (type) {
    case 't': return text()
    case 'n': return number()
    case 'k': return dice.pick(counts)
    case 'b': return dice.pick(['true', 'false'])
    case 'T': return `[${many(text)}]`
    case 'N': return `[${many(number)}]`
    case 'r': return `({ ${dice.some(['a', 'b', 'size', "'two words'", '7', '0', "['c' + 1]"], 45).map((key) => `${key}: ${number()}`).join(', ')} })`
    case 'p': return `({ name: ${text()}, size: ${number()}, tags: [${many(text)}] })`
    case 'P': return `[${many(() => literalOf(dice, 'p'))}]`
    case 'm': return `new Map([${many(() => `[${text()}, ${number()}]`)}])`.replace('new Map([])', 'new Map()')
    case 's': return `new Set([${many(text)}])`
    case 'd': return `new Date(Date.UTC(${dice.between(1999, 2030)}, ${dice.below(12)}, ${dice.between(1, 28)}, ${dice.below(24)}, ${dice.below(60)}))`
    case 'u': return dice.pick(['null', 'undefined', text(), text()])
    case 'g': return dice.pick(regexes)
    case 'f': return dice.pick(['((n) => n + 1)', '((n) => n * 2)', 'Math.abs', '(function twice(n) { return n * 2 })'])
    case 'x': return dice.pick([text, number, () => 'null', () => 'undefined', () => 'true', () => '10n', () => `[${text()}, [${number()}, null]]`, () => `({ a: ${number()}, b: { c: ${text()} } })`, () => '[1, , 3]', () => literalOf(dice, 'p')])()
    default: throw new Error(`no literal of type ${type}`)
  }
}
