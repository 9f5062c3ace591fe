// Writes random TypeScript from productions: texts with holes, filled with expressions and statements over what is in scope.
//
// Holes: `$t` an expression of the type with code t; `%name1` a fresh name; `^t1` nothing, but from here on the variable `%t1` (its type
// is its letters) is in scope; `@t1` both; `~t` a variable of the type that may be assigned; `&T` a variable that holds an object of the type,
// `&T1` the same one each time;
// `$S{…}` statements, in a loop (`loop`, with a label `loop:%l1`), a function that returns a type (`fn:t`) or yields one (`gen:t`), or
// an async function (`async:t`).
import { Dice } from './dice.ts'
import { hasLiteral, literalOf } from './table-literals.ts'

/** What can be written: a text with holes, and what it adds to the scope it stands in. */
export interface Production {
  readonly name: string
  readonly text: string
  /** Expressions by type code that may be used from here on. */
  readonly gives?: Readonly<Record<string, readonly string[]>>
  /** Fresh names of the text that may be assigned, by type code. */
  readonly lets?: Readonly<Record<string, readonly string[]>>
}

/** The productions a program is written from: expressions by type code, statements. */
export interface Grammar {
  readonly expressions: Readonly<Record<string, readonly Production[]>>
  readonly statements: readonly Production[]
  /** Statements that stand at the top level of a module only. */
  readonly declarations: readonly Production[]
}

interface Source { readonly text: string; readonly level: number }

/** What is in scope in one block. */
interface Frame {
  readonly outer: Frame | undefined
  readonly sources: Map<string, Source[]>
  readonly lets: Map<string, string[]>
  readonly loop: boolean
  readonly label: string | undefined
  readonly returns: string | undefined
  readonly yields: string | undefined
  readonly awaits: boolean
  /** Where a loop or a function begins: what is called in it decides what it costs. */
  readonly begins: 'loop' | 'function' | undefined
}

const hole = /\$S\{([^}]*)\}|\$([a-zA-Z])(?![\w$])|%([a-zA-Z]+\d+)|@([a-zA-Z]+\d+)|\^([a-zA-Z]+\d+)|~([a-zA-Z])(?!\w)|&([a-zA-Z]\d?)(?!\w)/g
const typeOf = (name: string): string => name.replace(/\d+$/, '')
/** Calls of functions that call functions … are cut off here: their cost multiplies. */
const deepest = 2

/** Nothing of the type that a hole asks for is in scope. */
class NothingInScope extends Error {}

/** Writes one module. */
export class Sketch {
  readonly dice: Dice
  readonly grammar: Grammar
  /** The productions that were used. */
  readonly used: Set<string>
  #count: number
  /** Where in the tables the next production is taken that is not left to chance. */
  #turn: number
  #frame: Frame
  readonly #offered: { type: string, text: string, level: number }[] = []
  #level = 0
  #size = 0
  /** The size from which only plain things are written. */
  limit = 350

  constructor(dice: Dice, grammar: Grammar, used: Set<string>, firstName = 0) {
    this.dice = dice
    this.grammar = grammar
    this.used = used
    this.#count = firstName
    this.#turn = dice.below(100_000)
    this.#frame = frameIn(undefined, { awaits: true })
  }

  /** A name that nothing else has. */
  fresh(word: string): string {
    return `${word}${++this.#count}`
  }
  /** The number of names made so far: give it to the next module's sketch. */
  get names(): number {
    return this.#count
  }
  /** Puts an expression into scope, as a text that may have holes. */
  offer(type: string, text: string, level = 0): void {
    push(this.#frame.sources, type, { text, level })
    if (this.#frame.outer === undefined) this.#offered.push({ type, text, level })
  }

  /** All that was offered to the module as a whole, in order. */
  offered(): { readonly type: string, readonly text: string, readonly level: number }[] {
    return [...this.#offered]
  }

  /** An expression of a type: a primary, or in parentheses. */
  expression(type: string, depth: number): string {
    const known = this.#sources(type)
    const table = this.grammar.expressions[type] ?? []
    const literal = hasLiteral(type)
    if (table.length === 0 || (literal && (depth <= 0 || this.#size > this.limit))) {
      const plain = known.filter((source) => !source.text.includes('$'))
      return plain.length > 0 && this.dice.percent(70) ? this.dice.pick(plain).text : this.literal(type)
    }
    if (known.length > 0 && this.dice.percent(40)) return this.#use(this.dice.pick(known), depth)
    for (;;) {
      const text = this.tryProduce(this.pick(table), depth - 1)
      if (text !== undefined) return text
      if (literal) return this.literal(type)
    }
  }
  /** A production of a table: by chance, or what has not been used for long. */
  pick(table: readonly Production[]): Production {
    const rare = this.dice.percent(40) ? table.filter((production) => !this.used.has(production.name)) : []
    return rare.length > 0 ? rare[++this.#turn % rare.length]! : this.dice.pick(table)
  }
  /** A literal of a type. */
  literal(type: string): string {
    return literalOf(this.dice, type)
  }

  /** The text of a production, as it stands in the scope of now; undefined where the scope lacks what it needs. */
  tryProduce(production: Production, depth: number): string | undefined {
    const [frame, level] = [this.#frame, this.#level]
    try {
      return this.produce(production, depth)
    } catch (error) {
      if (!(error instanceof NothingInScope)) throw error
      this.#frame = frame
      this.#level = level
      return undefined
    }
  }
  /** As `tryProduce`, but throws. */
  produce(production: Production, depth: number): string {
    const levelBefore = this.#level
    this.#level = 0
    const names = new Map<string, string>()
    const text = this.fill(production.text, depth, names)
    this.used.add(production.name)
    for (const [type, sources] of Object.entries(production.gives ?? {})) {
      for (const source of sources) this.offer(type, bind(source, names), source.includes('(') ? this.#level + 1 : 0)
    }
    for (const [type, lets] of Object.entries(production.lets ?? {})) for (const name of lets) {
      push(this.#frame.lets, type, bind(name, names))
      this.offer(type, bind(name, names))
    }
    this.#level = Math.max(levelBefore, this.#level)
    return text
  }

  /** A text with its holes filled; what it brings into scope stays there only as long. */
  fill(text: string, depth: number, names = new Map<string, string>()): string {
    const outside = this.#frame
    this.#frame = frameIn(outside, /=>|@|function|class |\) \{ ?return/.test(text) ? { awaits: false } : {})
    const nameFor = (word: string): string => {
      const found = names.get(word)
      if (found !== undefined) return found
      const made = this.fresh(words[typeOf(word)] ?? typeOf(word))
      names.set(word, made)
      return made
    }
    const bounds = new Bounds()
    const inScope = (word: string): void => {
      bounds.begin(typeOf(word), nameFor(word))
      this.offer(typeOf(word), nameFor(word))
    }
    let out = ''
    let from = 0
    for (const match of text.matchAll(hole)) {
      out += text.slice(from, match.index)
      for (const { type, name } of bounds.pass(text.slice(from, match.index))) remove(this.#frame.sources.get(type)!, name)
      from = match.index + match[0].length
      const [, block, expression, name, bound, scoped, assigned, held] = match
      if (block !== undefined) out += this.#block(bind(block, names), depth)
      else if (expression !== undefined) out += this.#operand(expression, depth, text[from])
      else if (name !== undefined) out += nameFor(name)
      else if (bound !== undefined) { inScope(bound); out += nameFor(bound) }
      else if (scoped !== undefined) inScope(scoped)
      else if (assigned !== undefined) out += this.#variable(assigned)
      else if (held !== undefined) {
        if (!names.has(`&${held}`)) names.set(`&${held}`, this.#held(typeOf(held)))
        out += names.get(`&${held}`)!
        if (held.length === 1) names.delete(`&${held}`)
      }
    }
    this.#frame = outside
    out += text.slice(from)
    this.#size += text.length / 4
    return out
  }

  /** Statements, one a line. */
  statements(count: number, depth: number): string {
    const lines: string[] = []
    for (let tries = 0; lines.length < count && tries < count * 4; tries++) {
      const line = this.tryProduce(this.pick(this.grammar.statements), depth)
      if (line !== undefined) lines.push(/^[([{`+\-/]/.test(line) ? `;${line}` : line)
    }
    return lines.join('\n')
  }

  #block(mark: string, depth: number): string {
    const outside = this.#frame
    const [kind = '', detail] = mark.split(':')
    const awaits = kind === 'async' || (outside.awaits && (kind === '' || kind === 'loop'))
    this.#frame = frameIn(outside,
      kind === 'loop' ? { loop: true, label: detail, awaits, begins: 'loop' }
        : kind === 'fn' || kind === 'async' ? { loop: false, label: undefined, returns: detail, yields: undefined, awaits, begins: 'function' }
          : kind === 'gen' ? { loop: false, label: undefined, returns: undefined, yields: detail, awaits: false, begins: 'function' } : {})
    const body = this.statements(this.#size > this.limit ? 1 : this.dice.between(1, 3), depth - 1)
    this.#frame = outside
    return `\n${indent(body)}\n`
  }

  #operand(type: string, depth: number, next: string | undefined): string {
    if (type === 'R') return this.#special(this.#frame.returns, depth)
    if (type === 'Y') return this.#special(this.#frame.yields, depth)
    if (type === 'Q') {
      if (!this.#frame.loop) throw new NothingInScope()
      return this.#frame.label !== undefined && this.dice.percent(60) ? ` ${this.#frame.label}` : ''
    }
    const text = this.expression(type, depth)
    return next !== undefined && '.['.includes(next) && /^[\d.]/.test(text) ? `(${text})` : text
  }
  #special(type: string | undefined, depth: number): string {
    if (type === undefined) throw new NothingInScope()
    return this.expression(type, depth)
  }

  #use(source: Source, depth: number): string {
    if (source.level > 0) this.#level = Math.max(this.#level, source.level + this.#loops())
    return source.text.includes('$') ? this.fill(source.text, Math.max(0, depth - 1)) : source.text
  }
  /** Whatever gives a type here, save calls that would cost too much. */
  #sources(type: string): Source[] {
    const found: Source[] = []
    const loops = this.#loops()
    for (let at: Frame | undefined = this.#frame; at !== undefined; at = at.outer) {
      for (const source of at.sources.get(type) ?? []) {
        if (source.text.startsWith('(await') && !this.#frame.awaits) continue
        if (source.level === 0 || source.level + loops <= deepest) found.push(source)
      }
    }
    return found
  }
  /** The loops around, in this function. */
  #loops(): number {
    let loops = 0
    for (let at: Frame | undefined = this.#frame; at !== undefined && at.begins !== 'function'; at = at.outer) if (at.begins === 'loop') loops++
    return loops
  }
  #variable(type: string): string {
    const found: string[] = []
    for (let at: Frame | undefined = this.#frame; at !== undefined; at = at.outer) found.push(...at.lets.get(type) ?? [])
    if (found.length === 0) throw new NothingInScope()
    return this.dice.pick(found)
  }
  #held(type: string): string {
    const found = this.#sources(type).filter((source) => /^[a-z]\w*$/i.test(source.text))
    if (found.length === 0) throw new NothingInScope()
    return this.dice.pick(found).text
  }
}

const frameIn = (outer: Frame | undefined, own: Partial<Frame>): Frame => ({
  outer, sources: new Map(), lets: new Map(),
  loop: own.loop ?? outer?.loop ?? false,
  label: 'label' in own ? own.label : outer?.label,
  returns: 'returns' in own ? own.returns : outer?.returns,
  yields: 'yields' in own ? own.yields : outer?.yields,
  awaits: own.awaits ?? outer?.awaits ?? false,
  begins: own.begins,
})

/** Where in a production the variables of functions and loops are in scope: to the end of the argument, call or block that they are for. */
class Bounds {
  #open: { type: string, name: string, parens: number, nested: number }[] = []
  #parens = 0
  #braces = 0
  #brackets = 0

  begin(type: string, name: string): void {
    this.#open.push({ type, name, parens: this.#parens, nested: this.#braces + this.#brackets })
  }
  /** Goes on over some text; what ends in it. */
  pass(text: string): { type: string, name: string }[] {
    const ended: { type: string, name: string }[] = []
    for (const char of text) {
      this.#parens += Number(char === '(') - Number(char === ')')
      this.#braces += Number(char === '{') - Number(char === '}')
      this.#brackets += Number(char === '[') - Number(char === ']')
      if (!'),}'.includes(char)) continue
      const over = (one: { parens: number, nested: number }): boolean =>
        this.#parens < one.parens - 1
        || (char === ',' && this.#parens === one.parens - 1 && this.#braces + this.#brackets <= one.nested)
        || (char === '}' && this.#braces === 0 && this.#parens === 0 && one.parens <= 1)
      ended.push(...this.#open.filter(over))
      this.#open = this.#open.filter((one) => !over(one))
    }
    return ended
  }
}

const remove = (sources: Source[], name: string): void => {
  const at = sources.findIndex((source) => source.text === name)
  if (at >= 0) sources.splice(at, 1)
}

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

const bind = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(/%([a-zA-Z]+\d+)/g, (_, name: string) => names.get(name) ?? name)

const indent = (text: string): string => text.split('\n').map((line) => line === '' ? line : `  ${line}`).join('\n')

/** What fresh names are called, by type code. */
const words: Readonly<Record<string, string>> = {
  t: 'text', n: 'size', k: 'index', b: 'flag', T: 'names', N: 'sizes', r: 'table', p: 'item', P: 'items', m: 'lookup', s: 'known', d: 'day', u: 'found', x: 'value', f: 'step',
  C: 'Kind', E: 'Level', fn: 'make', l: 'outer', g: 'walk', o: 'part', e: 'error',
}
