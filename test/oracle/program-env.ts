// Generated projects that take values from the environment.
import { DagSketch } from './dag-sketch.ts'
import { Dice } from './dice.ts'
import { authoring, dagLanguage, declarations, tools, type Program } from './program.ts'
import { moduleBody } from './module-sketch.ts'
import { Sketch } from './sketch.ts'

/** The variables that programs read, and values to try. */
const values: Readonly<Record<string, readonly (string | undefined)[]>> = {
  REGION: [undefined, 'us', 'eu', ''],
  AUDIT: [undefined, '1', 'on', ''],
  LEVEL: [undefined, '3', '7.5', 'x'],
}

/** Expressions over one variable, by type code. */
const readings: Readonly<Record<string, readonly string[]>> = {
  u: ['process.env.VAR', "process.env['VAR']", '(process.env.VAR || null)', 'process.env.VAR?.trim()'],
  t: ["(process.env.VAR ?? 'us')", "(process.env.VAR || 'eu')", '`${process.env.VAR}`', "(process.env.VAR ?? 'us').toUpperCase()", "(process.env.VAR === undefined ? 'none' : `is ${process.env.VAR}`)", "(process.env.VAR && 'set' || 'unset')", 'String(process.env.VAR)', "('prefix.' + (process.env.VAR ?? 'x'))"],
  b: ['(process.env.VAR === undefined)', "(process.env.VAR === 'us')", "(process.env.VAR !== 'on')", '(process.env.VAR != null)', '!!process.env.VAR', '!process.env.VAR', 'Boolean(process.env.VAR)', "('VAR' in process.env)", "(process.env.VAR == '3')", "['us', '1'].includes(process.env.VAR ?? '')", "(typeof process.env.VAR === 'string')"],
  n: ["Number(process.env.VAR ?? '3')", '(process.env.VAR ? 2 : 5)', "parseInt(process.env.VAR ?? '1', 10)", '(process.env.VAR?.length ?? 0)', '(+(process.env.VAR || 1))'],
  k: ['(process.env.VAR ? 1 : 2)', "(process.env.VAR === 'eu' ? 3 : 0)"],
  T: ["(process.env.VAR ?? 'a,b').split(',')", "(process.env.VAR ? ['a', 'b'] : ['c'])", "[...(process.env.VAR ? ['extra'] : []), 'always']", "['us', 'eu', 'x'].filter((r) => r !== process.env.VAR)"],
  r: ["({ a: 1, ...(process.env.VAR && { b: 2 }) })", '({ [process.env.VAR ?? `a`]: 1 })', '({ a: process.env.VAR ? 1 : 2 })'],
}

/** Statements in which what comes from outside decides. */
const forms: readonly string[] = [
  'let out1 = $t\nif (process.env.VAR) out1 = $t\nelse out1 += $n',
  "const out1 = ((name?: string) => {\n  if (name === undefined) return $t\n  if (name === 'us') { return $t }\n  return `other ${name}`\n})(process.env.VAR)",
  "let out1 = ''\nswitch (process.env.VAR) {\n  case 'us': case 'on': out1 = $t; break\n  case '3': out1 += 'three'\n  default: out1 += $t\n  case undefined: out1 += '!'\n}",
  "const out2: string[] = []\nfor (const part of ['a', 'b', 'c']) {\n  if (part === 'b' && process.env.VAR) continue\n  out2.push(part)\n  if (process.env.VAR === 'eu') break\n}",
  "const out2: string[] = []\nfor (let i = 0; i < (process.env.VAR ? 2 : 3); i++) out2.push(`round ${i}`)",
  "const out2 = $T.slice(0, 3)\nif (process.env.VAR === undefined) out2.push('unset')\nelse if (out2.length > 1) out2.pop()",
  "let out1 = 'ok'\ntry { if (!process.env.VAR) throw new Error('missing'); out1 = $t } catch (error) { out1 = (error as Error).message } finally { out1 += '.' }",
  "const { VAR: out3 = 'default', OTHER_UNSET_VAR: gone } = process.env\nconst out1 = `${out3} ${gone ?? ''}`",
  "const out1 = (() => { let s = ''; outer: for (const a of [1, 2]) for (const b of ['x', 'y']) { if (process.env.VAR && b === 'y') continue outer; s += a + b } return s })()",
  "class Conf { region = process.env.VAR ?? 'us'; get name() { return this.region === 'us' ? $t : `far ${this.region}` } with(n: number) { if (process.env.VAR) { this.region += n } return this } }\nconst out1 = new Conf().with(1).name",
  "const out1 = ['a', 'b'].map((x) => process.env.VAR ? x.toUpperCase() : x).join()",
  "const table9 = new Map([['us', 'one'], ['eu', 'two']])\nconst out1 = table9.get(process.env.VAR ?? 'us') ?? $t",
  "const out1 = { us: 'a', eu: 'b' }[process.env.VAR ?? 'us'] ?? 'c'",
  "const out2 = ['a', 'b']\nprocess.env.VAR ? out2.unshift('first') : out2.reverse()",
  'let out1 = $t\nif (process.env.VAR && $b) out1 = $t\nif (!process.env.VAR || $b) out1 += $t',
  "function* parts9() { yield 'a'; if (process.env.VAR) yield 'b'; yield 'c' }\nconst out2 = [...parts9()]",
  "const read9 = async () => { await null; if (!process.env.VAR) return 'nothing'; return $t }\nconst out1 = await read9()",
  "let out1 = ''\nlet left9 = 3\nwhile (left9-- > 0) { if (process.env.VAR === 'x') { out1 += 'x'; break } out1 += left9 }",
  "const out2: string[] = []\nif (process.env.VAR === 'us') { out2.push('a') } else { out2.push('b'); if (process.env.VAR) out2.push('c') }",
]

/** The project of a seed that depends on one to three variables. */
export const envProgramOf = (seed: number): Program => {
  const dice = new Dice(seed ^ 0x5eed)
  const names = dice.some(Object.keys(values), 60)
  if (names.length === 0) names.push('REGION')
  const used = new Set<string>()
  const sketch = new Sketch(dice, dagLanguage, used)
  sketch.limit = dice.pick([40, 120, 250])
  const lines = [`import { attempt, pick, slug } from './tools.ts'`, `import { ${authoring} } from 'dagbook'`]
  for (const [type, texts] of Object.entries(readings)) for (const text of dice.some(texts, 40)) sketch.offer(type, text.replaceAll('VAR', dice.pick(names)))
  for (const form of dice.shuffled(forms).slice(0, dice.between(1, 4))) {
    used.add(`env: ${form}`)
    const [one, two, three, own] = [sketch.fresh('out'), sketch.fresh('outs'), sketch.fresh('got'), sketch.fresh('own')]
    const rename = (text: string) => text.replaceAll('VAR', dice.pick(names)).replace(/\bout1\b/g, one).replace(/\bout2\b/g, two).replace(/\bout3\b/g, three).replace(/\b(Conf|table9|parts9|read9|left9|gone)\b/g, (name) => name + own)
    lines.push(sketch.fill(rename(form), 2))
    if (form.includes('out1')) sketch.offer('t', one)
    if (form.includes('out2')) sketch.offer('T', two)
  }
  if (dice.percent(50)) lines.push(moduleBody(sketch, 2).text)
  lines.push(...declarations(sketch), new DagSketch(sketch, [], true).write(true).text)
  return { seed, files: { 'entry.ts': `${lines.join('\n')}\n`, 'tools.ts': tools }, used, variables: Object.fromEntries(names.map((name) => [name, values[name]!])) }
}

/** Some assignments of a program's variables: all unset first. */
export const assignmentsOf = (program: Program, count: number): Record<string, string>[] => {
  const dice = new Dice(program.seed + 77)
  const found = new Map<string, Record<string, string>>([['{}', {}]])
  for (let tries = 0; found.size < count && tries < count * 4; tries++) {
    const env: Record<string, string> = {}
    for (const [name, list] of Object.entries(program.variables)) {
      const value = dice.pick(list)
      if (value !== undefined) env[name] = value
    }
    found.set(JSON.stringify(env), env)
  }
  return [...found.values()]
}
