// Random programs that try what static evaluation finds hard: coercions of everything, forks on the environment, loops that are left in all
// ways, closures, exceptions, destructuring, classes, generators and promises. Every variable may hold anything.
import { Tape } from './tape.ts'

/** The environment variables that programs read, with the values to try. */
export const variables: Readonly<Record<string, readonly (string | undefined)[]>> = { A: [undefined, '', 'x', '5'], B: [undefined, 'true', 'b'] }

const atoms = ['0', '1', '2', '-1', '3.5', "''", "'x'", "'5'", "'abc'", 'null', 'undefined', 'true', 'false', 'NaN', '-0', '10n', '[]', '[1, 2]', "['a', [3]]", '{}', '{ a: 1 }', "{ b: 'y', a: [1] }"]
const outside = ['process.env.A', 'process.env.B', 'process.env.A', "process.env['B']"]
const names = ['a', 'b', 'c', 'd']
const keys = ['a', 'b', '0', 'length', 'x']
const binaryOperators = ['+', '-', '*', '/', '%', '<', '>', '<=', '>=', '==', '!=', '===', '!==', '&', '|', '>>', '&&', '||', '??', '+', '+', '===', '&&', '||']
const assignmentOperators = ['=', '=', '=', '+=', '-=', '??=', '||=', '&&=']

/** Writes one program. */
class Writer {
  readonly #tape: Tape
  #loops = 0
  #labels = 0
  #depth = 0
  #inFunction = false
  #inGenerator = false
  constructor(tape: Tape) { this.#tape = tape }

  name(): string { return this.#tape.pick(names) }

  expression(): string {
    if (this.#depth > 4) return this.#tape.pick([...names, ...atoms])
    this.#depth++
    const text = this.#compound()
    this.#depth--
    return text
  }

  #compound(): string {
    const e = (): string => this.expression()
    const t = this.#tape
    switch (t.next(26)) {
      case 0: case 1: return t.pick(atoms)
      case 2: case 3: case 4: return this.name()
      case 5: case 6: return t.pick(outside)
      case 7: case 8: return `(${e()} ${t.pick(binaryOperators)} ${e()})`.replace(/\?\? \((.*?) (&&|\|\|)/, '?? (($1) $2')
      case 9: return `(${e()} ? ${e()} : ${e()})`
      case 10: return `${t.pick(['!', '-', '+', 'typeof ', 'void ', '~'])}(${e()})`
      case 11: return `\`\${${e()}}-\${${this.name()}}\``
      case 12: return `[${e()}, ...${this.list()}, ${e()}]`
      case 13: return `{ a: ${e()}, ...${t.pick([this.name(), '{ b: 2 }', 'null'])}, [${this.key()}]: ${e()} }`.replace(/^/, '(').replace(/$/, ')')
      case 14: return `${this.name()}?.${t.pick(['a', 'b', 'length'])}`
      case 15: return `${this.name()}?.[${this.key()}]`
      case 16: return `attempt(() => ${e()})`
      case 17: return `f(${e()}, ${e()})`
      case 18: return `${this.list()}.map((x, i) => ${t.pick(['x', 'i', '[x, i]', '`${x}`'])})`
      case 19: return `${this.list()}.filter((x) => ${t.pick(['x', 'x === 1', 'process.env.A', `x !== ${this.name()}`])})`
      case 20: return `(${this.name()} ${t.pick(assignmentOperators)} ${e()})`
      case 21: return `[...gen(${e()})]`
      case 22: return `new K(${e()}).${t.pick(['v', 'get', 'twice()', 'v'])}`
      case 23: return `${this.list()}.${t.pick(['length', 'join()', 'at(-1)', 'slice(1)', 'includes(1)', 'indexOf(2)', 'concat(3)', 'reverse()', 'some((x) => x)', 'reduce((s, x) => s + x, 0)'])}`
      case 24: return `String(${t.pick([this.name(), 'process.env.A', e()])})${t.pick(['', '.length', '.toUpperCase()', ".startsWith('x')", '.slice(0, 2)', ".split('')", ".replace('x', 'z')"])}`
      default: return `Object.${t.pick(['keys', 'values', 'entries'])}(${t.pick(['c', '{ x: 1, ...c }', 'd'])} ?? {})`
    }
  }

  /** Something that may throw, for what it is given. */
  throwing(): string {
    const given = this.#tape.pick(['process.env.A', 'process.env.B', this.name(), this.expression()])
    return this.#tape.pick([
      `JSON.parse(${given})`, `new Array(Number(${given})).length`, `BigInt(${given})`, `new Date(${given}).toISOString()`, `'x'.repeat(Number(${given}))`, `(5).toFixed(Number(${given}))`, `Object.keys(${given})`, `[...${given}]`,
      `(${given})()`, `(${given}).a.b`, `'a' in ${given}`, `decodeURIComponent(${given})`, `new RegExp(${given})`, `JSON.parse(${given}).a`, `((x: any) => { const [y] = x; return y })(${given})`, `(({ a }: any) => a)(${given})`,
    ])
  }

  key(): string { return this.#tape.pick([...keys.map((key) => `'${key}'`), '0', '1', this.#depth < 4 ? `${this.name()}` : '2']) }

  list(): string { return `list(${this.#tape.pick(['d', 'd', this.name(), '[1, 2, 3]', '[process.env.A, 2]'])})` }

  statements(count: number): string { return Array.from({ length: count }, () => this.statement()).join(';\n') }

  block(): string {
    this.#depth++
    const text = `{ ${this.statements(1 + this.#tape.next(3))} }`
    this.#depth--
    return text
  }

  statement(): string {
    const e = (): string => this.expression()
    const t = this.#tape
    if (t.done || this.#depth > 4) return `log.push(${this.name()})`
    switch (t.next(29)) {
      case 0: case 1: case 2: return `${this.name()} ${t.pick(assignmentOperators)} ${e()}`
      case 3: return `log.push(${e()})`
      case 4: case 5: return `if (${e()}) ${this.block()}${t.next(2) === 0 ? ` else ${this.block()}` : ''}`
      case 6: case 7: return this.loop()
      case 8: return `try ${this.block()} catch (error) { log.push('caught') ; ${this.statement()} }${t.next(2) === 0 ? ` finally { log.push('finally') ; ${this.statement()} }` : ''}`
      case 9: return `switch (${e()}) { case ${e()}: ${this.statement()}; ${t.pick(['break', ''])}; case ${t.pick(["'x'", '1', 'undefined'])}: ${this.statement()}; ${t.pick(['break', ''])}; default: ${this.statement()} }`
      case 10: return t.pick(["if (process.env.A) throw new Error('no')", `if (${e()}) throw ${this.name()}`, "throw new TypeError('t')"])
      case 11: return this.#inFunction ? `${t.pick(['', `if (${e()}) `])}return ${e()}` : `log.push(${e()})`
      case 12: return this.#loops > 0 ? `${t.pick(['', `if (${e()}) `, 'if (process.env.B) '])}${t.pick(['break', 'continue'])}` : `log.push(${e()})`
      case 13: return t.pick([`c[${this.key()}] = ${e()}`, `if (c) c.a = ${e()}`, `delete c?.[${this.key()}]`, `c = { ...c, a: ${e()} }`])
      case 14: return t.pick([`d = list(d); d.push(${e()})`, `list(d).push(${e()})`, `d[1] = ${e()}`, 'list(d).pop()', 'list(d).shift()', `list(d).splice(0, 1, ${e()})`, `list(d).sort()`, `d.length = 1`])
      case 15: return `({ a = ${e()}, ...c } = Object(${this.name()}))`
      case 16: return `[a, b = ${e()}, ...d] = list(${this.name()})`
      case 17: return `{ const a = ${e()}; let b = a; ${this.statement()}; log.push(() => b); ${this.statement()} }`
      case 18: return `log.push(f(${e()}))`
      case 19: return `m.set(${e()}, ${e()})${t.pick(['', '; s.add(m.size)', `; m.delete(${e()})`, `; b = [...m]`])}`
      case 20: return this.#inGenerator ? `${t.pick(['a = ', '', 'b = '])}yield ${e()}` : `s.add(${e()})`
      case 21: return t.pick([`a${t.pick(['++', '--'])}`, `b = f?.(${e()})?.a`, 'log.push(typeof a, typeof b)', `k.v = ${e()}`, 'a = k.get', `k.get = ${e()}`])
      case 22: return this.outOfLoop(() => `later.push(async () => { ${this.statement()}; await ${e()}; ${this.statement()} })`)
      case 23: return `try { ${t.pick(['a = ', '', 'b = '])}${this.throwing()}; log.push('fine') } catch (error) { log.push('bad') }`
      case 24: return `if (${e()}) Object.${t.pick(['freeze', 'seal', 'preventExtensions'])}(Object(${t.pick(['c', 'd', 'k', this.name()])}))`
      case 25: return `attempt(() => { ${t.pick([`Object.defineProperty(Object(c), ${this.key()}, { ${t.pick(['writable', 'enumerable', 'configurable'])}: ${e()} })`, `c.a = ${e()}`, `c.n = ${e()}`, `delete c[${this.key()}]`, `list(d).push(${e()})`, 'd.length = 0', `Object.defineProperty(Object(c), 'a', { get() { return ${e()} }, configurable: true })`])} })`
      case 26: return t.pick([`if (${e()}) it.next(${e()})`, 'log.push(it.next().value)', `if (${e()}) it = gen(a)`, `if (${e()}) it.return(1)`, 'log.push([...it].length)'])
      case 27: return `{ const { [${t.pick([this.key(), e(), 'process.env.A'])}]: taken, ...rest } = Object(${t.pick(['c', 'd', this.name()])}); log.push(taken, rest, Object.keys(rest).length) }`
      default: {
        const label = `outer${this.#labels++}`
        return `${label}: for (const q of [1, 2]) { for (const r of list(d)) { ${this.inLoop(() => this.statement())}; if (${e()}) ${t.pick([`continue ${label}`, `break ${label}`, 'break'])} } log.push(q) }`
      }
    }
  }

  outOfLoop(write: () => string): string {
    const [loops, inFunction, inGenerator] = [this.#loops, this.#inFunction, this.#inGenerator]
    this.#loops = 0
    this.#inFunction = true
    this.#inGenerator = false
    const text = write()
    this.#loops = loops
    this.#inFunction = inFunction
    this.#inGenerator = inGenerator
    return text
  }

  inLoop(write: () => string): string {
    this.#loops++
    const text = write()
    this.#loops--
    return text
  }

  loop(): string {
    const body = (): string => this.inLoop(() => this.block())
    const t = this.#tape
    switch (t.next(7)) {
      case 0: return `for (let i = 0; i < ${t.pick(['3', '2', 'list(d).length', 'Number(a) % 4'])}; i++) ${body()}`
      case 1: return `for (const e of ${this.list()}) { log.push(e); ${this.inLoop(() => this.statement())} }`
      case 2: return `for (const k in ${t.pick(['c', 'd'])}) { log.push(k); ${this.inLoop(() => this.statement())} }`
      case 3: return `for (let w = 0; w < 3; w++) { const g = w; later.push(() => g); ${this.inLoop(() => this.statement())} }`
      case 4: return `{ let n = 0; while (n++ < ${t.pick(['2', '3', 'list(d).length'])}) ${body()} }`
      case 5: return `{ let n = 0; do ${body()} while (n++ < 1) }`
      default: return `for (const [x, y] of m) { log.push(x, y); ${this.inLoop(() => this.statement())} }`
    }
  }

  functionBody(isGenerator: boolean): string {
    this.#inFunction = true
    this.#inGenerator = isGenerator
    const loops = this.#loops
    this.#loops = 0
    const text = this.statements(2 + this.#tape.next(2))
    this.#inFunction = this.#inGenerator = false
    this.#loops = loops
    return text
  }
}

/** The names whose values are compared at the end. */
export const observed = ['a', 'b', 'c', 'd', 'log', 'm', 's', 'calls', 'k', 'end'] as const

/** The program that a tape stands for. It exports nothing: see `observed`. */
export const hostileProgram = (numbers: readonly number[]): string => {
  const tape = new Tape(numbers)
  const writer = new Writer(tape)
  const start = [...atoms, ...outside]
  const [a, b, main] = [tape.pick(start), tape.pick(start), writer.statements(7)]
  return `let a: any = ${a}, b: any = ${b}, c: any = { a: 1, x: 'z' }, d: any = [3, 1, 2]
const log: any[] = [], later: any[] = [], m = new Map<any, any>([['k', 1]]), s = new Set<any>()
const attempt = (run: any): any => { try { return run() } catch (error) { return 'threw' } }
const list = (value: any): any[] => Array.isArray(value) ? value : [value]
let calls = 0
function f(x: any, y: any = x): any { if (++calls > 20) return x\n${writer.functionBody(false)}\nreturn [x, y] }
function* gen(x: any): any { if (++calls > 20) return\nyield x\n${writer.functionBody(true)}\nyield a }
class K { v: any; #p: any = 1; constructor(v: any) { this.v = v } get get() { return [this.v, this.#p] } set get(x: any) { this.#p = x } twice() { ${writer.functionBody(false)} } }
const k = new K(a)
let it: any = gen(1)
let end = 'ended'
try {
${main}
} catch (error) { end = 'threw' }
for (const job of later) attempt(() => Promise.resolve(job()).then((x: any) => log.push(x), () => log.push('rejected')))
`
}
