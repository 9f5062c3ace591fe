// A program under construction: lines, files beside it, and typed variables that later expressions may use.
import type { Random } from './random.ts'

/** What an expression's value is. */
export type Kind = 'number' | 'text' | 'flag' | 'list' | 'record'

/** A program under construction. */
export interface Program {
  readonly random: Random
  /** A name that no other thing in the program has. */
  readonly name: (prefix: string) => string
  /** Adds a statement at the end of the main module. */
  readonly line: (text: string) => void
  /** Adds a file beside the main module, or at the root where the path begins with a slash. */
  readonly file: (path: string, text: string) => void
  /** Adds an import to the main module. */
  readonly imports: (text: string) => void
  /** Makes a constant of an expression and lets later expressions use it. */
  readonly constant: (kind: Kind, expression: string) => string
  /** A random expression. */
  readonly value: (kind: Kind, depth?: number) => string
}

/** The program's files and main module. */
export interface Written { readonly program: Program; readonly files: Map<string, string>; readonly main: () => string }

const words = ['orders', 'north', 'δ', 'a b', 'x_1', 'prod.sales', '', '10', 'Zoë', 'line\\nbreak', "it''s", '{{ ds }}', '😀', 'null', '-', '0x1f']
const numbers = ['0', '1', '2', '3.5', '-7', '10', '1e3', '255', '0.1', '-0.25', '1_000', '0b101', '0x1F', '1e21', '5e-7']

/** An empty program; `index` tells its names from those of all others. */
export const newProgram = (random: Random, index: number): Written => {
  const files = new Map<string, string>()
  const lines: string[] = []
  const imports: string[] = []
  const known: { kind: Kind; name: string }[] = []
  let names = 0
  const variable = (kind: Kind): string | undefined => {
    const fitting = known.filter((one) => one.kind === kind)
    return fitting.length > 0 && random.chance(0.4) ? random.pick(fitting).name : undefined
  }
  const value = (kind: Kind, depth = 2): string => variable(kind) ?? (depth <= 0 ? leaf(random, kind) : compound(random, kind, (inner) => value(inner, depth - 1)))
  const program: Program = {
    random,
    name: (prefix) => `${prefix}${index}x${++names}`,
    line: (text) => { lines.push(text) },
    file: (path, text) => { files.set(path, text) },
    imports: (text) => { imports.push(text) },
    constant: (kind, expression) => {
      const name = `${kind}${++names}`
      lines.push(`const ${name} = ${expression}`)
      known.push({ kind, name })
      return name
    },
    value,
  }
  return { program, files, main: () => [...imports, ...lines].join('\n') + '\n' }
}

const leaf = (random: Random, kind: Kind): string => {
  switch (kind) {
    case 'number': return random.pick(numbers)
    case 'text': return `'${random.pick(words).replaceAll("''", "\\'")}'`
    case 'flag': return random.pick(['true', 'false'])
    case 'list': return random.pick(['[]', '[1, 2, 3]', "['a', 'b']", '[null, 1]', '[[1], [2, 3]]', '[3, 1, 2]'])
    case 'record': return random.pick(['({})', '({ a: 1 })', "({ a: 1, b: 'x' })", '({ nested: { deep: [1] } })', "({ '10': 1, b: 2, '2': 3 })"])
  }
}

type Make = (kind: Kind) => string

const compounds: Record<Kind, readonly ((of: Make, random: Random) => string)[]> = {
  number: [
    (of, r) => `(${of('number')} ${r.pick(['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'])} ${of('number')})`,
    (of, r) => `${r.pick(['-', '+', '~'])}(${of('number')})`,
    (of) => `${of('text')}.length`,
    (of) => `(${of('flag')} ? ${of('number')} : ${of('number')})`,
    (of) => `${of('list')}.length`,
    (of, r) => `Math.${r.pick(['floor', 'ceil', 'round', 'trunc', 'abs', 'sign'])}(${of('number')})`,
    (of, r) => `Math.${r.pick(['max', 'min'])}(${of('number')}, ${of('number')})`,
    (of) => `Number(${of('text')} || '0')`,
    (of) => `parseInt('12' + ${of('text')}, 10)`,
    (of) => `Object.keys(${of('record')}).length`,
    (of) => `${of('text')}.indexOf('o')`,
  ],
  text: [
    (of) => `(${of('text')} + ${of('text')})`,
    (of) => `\`<\${${of('text')}}|\${${of('number')}}>\``,
    (of, r) => `${of('text')}.${r.pick(['toUpperCase', 'toLowerCase', 'trim', 'trimStart', 'trimEnd'])}()`,
    (of, r) => `${of('text')}.slice(${r.int(-2, 2)}, ${r.int(1, 9)})`,
    (of) => `String(${of('number')})`,
    (of) => `${of('list')}.join('-')`,
    (of, r) => `${of('text')}.padStart(${r.int(0, 9)}, '*')`,
    (of, r) => `${of('text')}.repeat(${r.int(0, 2)})`,
    (of) => `JSON.stringify(${of('record')})`,
    (of) => `${of('text')}.replaceAll('o', '0')`,
    (of) => `${of('text')}.split('').reverse().join('')`,
    (of) => `typeof ${of('record')}`,
    (of) => `(${of('flag')} && 'yes' || ${of('text')})`,
    (of) => `${of('text')}.at(0)?.concat('!') ?? 'none'`,
    (of) => `(${of('number')}).toFixed(2)`,
  ],
  flag: [
    (of, r) => `(${of('number')} ${r.pick(['<', '>', '<=', '>=', '===', '!==', '==', '!='])} ${of('number')})`,
    (of) => `!${of('flag')}`,
    (of, r) => `(${of('flag')} ${r.pick(['&&', '||'])} ${of('flag')})`,
    (of) => `${of('text')}.includes('o')`,
    (of) => `${of('text')}.startsWith(${of('text')})`,
    (of) => `('a' in ${of('record')})`,
    (of) => `Array.isArray(${of('list')})`,
    (of) => `(${of('text')} < ${of('text')})`,
    (of) => `Number.isInteger(${of('number')})`,
    (of) => `/^[a-z]+$/.test(${of('text')})`,
    (of) => `Object.hasOwn(${of('record')}, 'b')`,
  ],
  list: [
    (of) => `[${of('number')}, ${of('text')}]`,
    (of) => `[...${of('list')}, ${of('record')}]`,
    (of) => `${of('list')}.concat(${of('list')})`,
    (of) => `(${of('list')} as unknown[]).map((x, i) => [i, x])`,
    (of) => `(${of('list')} as unknown[]).filter((x) => x !== null)`,
    (of, r) => `(${of('list')} as unknown[]).slice(${r.int(-2, 2)})`,
    (of) => `Object.entries(${of('record')})`,
    (of) => `Object.keys(${of('record')})`,
    (of) => `${of('text')}.split('o')`,
    (of, r) => `Array.from({ length: ${r.int(0, 4)} }, (_, i) => i * 2)`,
    (of) => `[...new Set(${of('list')})]`,
    (of) => `(${of('list')} as unknown[]).flat()`,
    (of) => `[...${of('list')}].reverse()`,
  ],
  record: [
    (of) => `({ k: ${of('number')}, t: ${of('text')} })`,
    (of) => `({ ...${of('record')}, z: ${of('flag')} })`,
    (of) => `({ [\`k_\${${of('number')}}\`]: ${of('text')} })`,
    (of) => `Object.fromEntries([['p', ${of('number')}], ['q', ${of('list')}]])`,
    (of) => `Object.assign({}, ${of('record')}, { w: ${of('text')} })`,
    (of) => `(JSON.parse(JSON.stringify(${of('record')})) as object)`,
    (of) => `({ list: ${of('list')}, get computed() { return this.list.length } }.computed > 1 ? { many: true } : { many: false })`,
  ],
}

const compound = (random: Random, kind: Kind, of: Make): string =>
  random.chance(0.2) ? leaf(random, kind) : `(${random.pick(compounds[kind])(of, random)})`
