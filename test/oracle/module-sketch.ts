// Writes one module: imports in every form, statements, declarations and exports.
import type { Sketch } from './sketch.ts'

/** An expression that a module offers to others, and the names that it is made of. */
export interface Offer {
  readonly type: string
  readonly text: string
  readonly level: number
  readonly names: readonly string[]
}

/** A module that others can import from. */
export interface Library {
  /** Without extension: `lib/part3`. */
  readonly path: string
  readonly offers: readonly Offer[]
  readonly byDefault?: Pick<Offer, 'type' | 'level'>
  /** The barrel that exports it as well, and under which name if it is one object there. */
  readonly barrel?: { readonly path: string, readonly inside?: string }
}

const between = (from: string, to: string): string => {
  const [a, b] = [from.split('/').slice(0, -1), to.split('/')]
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const up = a.length - same
  return `${up === 0 ? './' : '../'.repeat(up)}${b.slice(same).join('/')}`
}

/** A specifier of a module, in one of the ways that lead to it. */
export const specifierOf = (sketch: Sketch, from: string, to: string): string => {
  const relative = between(from, to)
  const ways: (readonly [string, string])[] = [['.ts', `${relative}.ts`], ['.ts', `${relative}.ts`], ['.js for .ts', `${relative}.js`], ['no extension', relative]]
  if (to.startsWith('lib/')) ways.push(['tsconfig paths', `@lib/${to.slice(4)}.ts`], ['tsconfig paths, exact', to === 'lib/tools' ? 'tools' : `@lib/${to.slice(4)}`])
  if (to.endsWith('/index')) ways.push(['folder', relative.slice(0, -'/index'.length)])
  const [way, specifier] = sketch.dice.pick(ways)
  sketch.used.add(`specifier: ${way}`)
  return specifier
}

const replaceNames = (text: string, to: (name: string) => string, names: readonly string[]): string =>
  names.reduce((out, name) => out.replace(new RegExp(`(?<!\\w|(?<!\\.)\\.)${name}\\b`, 'g'), to(name)), text)

/** Import lines for a module, in a random form; what it offers comes into the sketch's scope. */
export const importLines = (sketch: Sketch, from: string, library: Library): string => {
  const { dice } = sketch
  const taken = dice.some(library.offers, 70)
  const names = [...new Set(taken.flatMap((offer) => offer.names))]
  const barrel = library.barrel !== undefined && dice.percent(50) ? library.barrel : undefined
  const at = () => `'${specifierOf(sketch, from, barrel?.path ?? library.path)}'`
  const offer = (to: (name: string) => string): void => {
    for (const one of taken) sketch.offer(one.type, replaceNames(one.text, to, one.names), one.level)
  }
  const form = (name: string): void => { sketch.used.add(`import: ${name}`) }
  if (barrel?.inside !== undefined) {
    const { inside } = barrel
    form('namespace through a barrel')
    offer((name) => `${inside}.${name}`)
    return `import { ${inside} } from ${at()}`
  }
  if (barrel !== undefined) form('through a barrel')
  const byDefault = barrel === undefined && library.byDefault !== undefined && dice.percent(60) ? library.byDefault : undefined
  const word = byDefault === undefined ? '' : sketch.fresh('main')
  if (byDefault !== undefined) {
    form('default')
    sketch.offer(byDefault.type, byDefault.level > 0 ? `${word}($t)` : word, byDefault.level)
  }
  switch (names.length === 0 ? 4 : dice.below(5)) {
    case 0: {
      form('renamed')
      const aliases = new Map(names.map((name) => [name, sketch.fresh('alias')]))
      offer((name) => aliases.get(name)!)
      return `import ${word === '' ? '' : `${word}, `}{ ${names.map((name) => `${name} as ${aliases.get(name)}`).join(', ')} } from ${at()}`
    }
    case 1: {
      form('namespace')
      const all = sketch.fresh('all')
      offer((name) => `${all}.${name}`)
      return `import ${word === '' ? '' : `${word}, `}* as ${all} from ${at()}`
    }
    case 2: {
      if (dice.percent(60)) break
      form('dynamic')
      offer((name) => name)
      return `${word === '' ? '' : `import ${word} from ${at()}\n`}const { ${names.join(', ')} } = await import(${at()})`
    }
    case 4:
      form('for its effects')
      return word === '' ? `import ${at()}` : `import ${word} from ${at()}`
    default:
  }
  form('named')
  offer((name) => name)
  return `import ${word === '' ? '' : `${word}, `}{ ${names.join(', ')}${dice.percent(20) ? ', type Unused' : ''} } from ${at()}`.replace('type Unused', `type Some${sketch.fresh('Type')}`)
}

const named = /\b(?:text|size|index|flag|names|sizes|table|item|items|lookup|known|day|found|value|step|Kind|Level|make|part|walk)\d+\b/g

/** The statements of a module, and what of it others may use. */
export const moduleBody = (sketch: Sketch, count: number): { text: string, offers: Offer[] } => {
  const { dice } = sketch
  const lines: string[] = []
  const offers: Offer[] = []
  for (const [type, share] of [['n', 40], ['t', 40], ['b', 40], ['T', 40], ['N', 40], ['m', 20], ['s', 20], ['r', 20]] as const) {
    if (dice.percent(share)) lines.push(sketch.produce(sketch.grammar.statements.find(({ name }) => name === `let ${type}`)!, 1))
  }
  let made = 0
  for (let tries = 0; made < count && tries < count * 3; tries++) {
    const before = sketch.offered()
    const line = sketch.tryProduce(sketch.pick(dice.percent(50) ? sketch.grammar.declarations : sketch.grammar.statements), 3)
    if (line === undefined) continue
    made++
    lines.push(/^[([{`+\-/]/.test(line) ? `;${line}` : line)
    for (const { type, text, level } of sketch.offered().slice(before.length)) {
      const names = [...new Set(text.match(named) ?? [])]
      if (names.length > 0 && !text.startsWith('(await')) offers.push({ type, text, level, names })
    }
  }
  return { text: lines.join('\n'), offers }
}

/** Export statements for the names that offers are made of. */
export const exportLines = (sketch: Sketch, body: string, offers: readonly Offer[]): string => {
  const names = [...new Set(offers.flatMap((offer) => offer.names))]
  let text = body
  const rest: string[] = []
  for (const name of names) {
    const own = new RegExp(`^(const|function\\*?|async function\\*?|abstract class|class|enum|const enum|namespace) ${name}\\b(?! = %)`, 'm')
    if (sketch.dice.percent(50) && own.test(text) && text.split(new RegExp(`^(?:function) ${name}\\b`, 'm')).length <= 2) {
      sketch.used.add('export: where it is declared')
      text = text.replace(own, (match) => `export ${match}`)
    } else rest.push(name)
  }
  if (rest.length > 0) sketch.used.add('export: as a list')
  return rest.length === 0 ? text : `${text}\nexport { ${rest.join(', ')} }`
}
