// A generated project: folders, data files, helper modules, barrels, cycles, and files with DAGs.
import { Dice } from './dice.ts'
import { DagSketch, type DagNames } from './dag-sketch.ts'
import { language } from './grammar.ts'
import { exportLines, importLines, moduleBody, specifierOf, type Library } from './module-sketch.ts'
import { dagExpressions } from './table-dags.ts'
import { Sketch, type Grammar } from './sketch.ts'

/** A generated project. */
export interface Program {
  readonly seed: number
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>
  /** The names of the productions it was made with. */
  readonly used: ReadonlySet<string>
  /** The environment variables that it reads, each with values to try; undefined: not set. */
  readonly variables: Readonly<Record<string, readonly (string | undefined)[]>>
}

/** The language with values of DAGs. */
export const dagLanguage: Grammar = {
  ...language,
  expressions: { ...language.expressions, ...Object.fromEntries(Object.entries(dagExpressions).map(([type, texts]) => [type, texts.map((text) => ({ name: `${type}: ${text}`, text }))])) },
}

/** The text of a module with small functions. */
export const tools = `// Small pure functions that the rest of the project uses.
export const attempt = (run: () => unknown): string => {
  try { return String(run()) } catch (error) { return error instanceof Error ? error.name : \`thrown \${typeof error}\` }
}
export const pick = <T>(list: readonly T[], n: number, otherwise: T): T => list[Math.abs(Math.trunc(n)) % list.length] ?? otherwise
export const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '_').slice(0, 12)
export const log: string[] = []
export let changes = 0
export const change = (by = 1): number => { changes += by; return changes }
export default log
`

/** What DAG files import. */
export const authoring = 'allOf, anyOf, Asset, asset, assetsOrTime, chain, cron, crossDownstream, Dag, days, defineOperator, events, every, hours, label, minutes, param, Pipeline, seconds, sql, table, timetable, weeks, type Scope, type TaskRef'

/** One project under way. */
class Project {
  readonly dice: Dice
  readonly used = new Set<string>()
  readonly files: Record<string, string> = {}
  readonly libraries: Library[] = []
  readonly #grammar: Grammar
  #names = 0

  constructor(seed: number, grammar: Grammar) {
    this.dice = new Dice(seed)
    this.#grammar = grammar
    this.files['lib/tools.ts'] = tools
    this.files['tsconfig.json'] = `{\n  // where modules are found\n  "compilerOptions": { "strict": true, "paths": { "@lib/*": ["./lib/*"], "tools": ["./lib/tools.ts"], },\n  },\n}\n`
  }

  /** Writes a module with a sketch of its own. */
  module(path: string, write: (sketch: Sketch, lines: string[]) => void): void {
    const sketch = new Sketch(this.dice, this.#grammar, this.used, this.#names)
    const lines = [`import { attempt, log, pick, slug, change, changes } from '${specifierOf(sketch, path, 'lib/tools')}'`]
    sketch.offer('n', 'change($k)', 1)
    sketch.offer('n', 'changes')
    sketch.offer('T', '[...log].slice(-4)')
    if (this.dice.percent(40)) lines.push(`log.push('${path}')`)
    write(sketch, lines)
    this.#names = sketch.names
    this.files[`${path}.ts`] = `${lines.filter((line) => line !== '').join('\n')}\n`
  }
  imports(sketch: Sketch, path: string, percent: number): string[] {
    return this.dice.some(this.libraries, percent).map((library) => importLines(sketch, path, library))
  }
}

const writeLibrary = (project: Project, index: number): void => {
  const { dice } = project
  const path = dice.pick([`lib/part${index}`, `lib/part${index}`, `lib/deep/part${index}`, `aside${index}`])
  let offers: Library['offers'] = []
  let byDefault: Library['byDefault']
  project.module(path, (sketch, lines) => {
    lines.push(...project.imports(sketch, path, 40), ...readings(project, sketch, path))
    const body = moduleBody(sketch, dice.between(2, 4))
    offers = dice.some(body.offers, 80)
    lines.push(exportLines(sketch, body.text, offers))
    if (dice.percent(35)) {
      const [kind, text] = dice.pick([['value', `export default ${sketch.expression('t', 2)}`], ['function', sketch.fill('export default function (@t1: string): string { return $t }', 2)], ['arrow', sketch.fill('export default (@t1: string): string => $t', 2)]] as const)
      byDefault = { type: 't', level: kind === 'value' ? 0 : 1 }
      sketch.used.add(`export: default ${kind}`)
      lines.push(text)
    }
  })
  project.libraries.push({ path, offers, ...(byDefault !== undefined && { byDefault }) })
}

/** Data files, and the code that reads them. */
const readings = (project: Project, sketch: Sketch, path: string): string[] => {
  if (!project.dice.percent(45)) return []
  const lines: string[] = []
  const up = path.includes('/') ? '../'.repeat(path.split('/').length - 1) : './'
  const name = sketch.fresh('data')
  const form = project.dice.pick(['json import', 'json read', 'yaml', 'sql', 'text', 'url'])
  sketch.used.add(`data: ${form}`)
  const object = { name: sketch.dice.pick(['north', 'süd', '']), size: sketch.dice.below(9), tags: ['a', 'b c'], table: { a: 1.5, 'two words': -2 }, nothing: null }
  switch (form) {
    case 'json import': case 'json read':
      project.files[`data/${name}.json`] = JSON.stringify(object, null, 2)
      lines.push(form === 'json import' ? `import ${name} from '${up}data/${name}.json' with { type: 'json' }` : `import { readFileSync } from 'node:fs'\nconst ${name} = JSON.parse(readFileSync(import.meta.dirname + '/${up}data/${name}.json', 'utf8'))`)
      break
    case 'yaml':
      project.files[`data/${name}.yaml`] = `# settings\nname: ${object.name || "''"}\nsize: ${object.size}\ntags: [a, "b c"]\ntable:\n  a: 1.5\n  two words: -2\nnothing:\n`
      lines.push(`import { readFileSync } from 'node:fs'\nimport { join } from 'node:path'\nimport { parse } from 'yaml'\nconst ${name} = parse(readFileSync(join(import.meta.dirname, '${up}data', '${name}.yaml'), 'utf8'))`)
      break
    default:
      project.files[`data/${name}.sql`] = `-- what is new\nselect *\nfrom raw.items\nwhere day = '{{ ds }}' and n = ${object.size}\n`
      lines.push(form === 'url' ? `import { readFileSync } from 'node:fs'\nconst ${name} = readFileSync(new URL('${up}data/${name}.sql', import.meta.url), 'utf8')`
        : form === 'sql' ? `import fs from 'node:fs'\nimport path from 'node:path'\nconst ${name} = fs.readFileSync(path.resolve(import.meta.dirname, '${up}data/${name}.sql'), { encoding: 'utf-8' }).trim()`
          : `import { readFileSync } from 'fs'\nimport { fileURLToPath } from 'url'\nconst ${name} = readFileSync(fileURLToPath(new URL('${up}data/${name}.sql', import.meta.url))).toString()`)
      sketch.offer('t', name)
      return lines
  }
  for (const [type, text] of [['p', name], ['r', `${name}.table`], ['T', `${name}.tags`], ['u', `${name}.nothing`], ['n', `${name}.size`]] as const) sketch.offer(type, text)
  return lines
}

const writeBarrel = (project: Project): void => {
  const inside = project.libraries.filter((library) => library.path.startsWith('lib/'))
  if (inside.length === 0 || !project.dice.percent(70)) return
  const lines: string[] = []
  const sketch = new Sketch(project.dice, dagLanguage, project.used)
  for (const library of inside) {
    const names = [...new Set(library.offers.flatMap((offer) => offer.names))]
    const at = `'${specifierOf(sketch, 'lib/index', library.path)}'`
    const form = project.dice.pick(['star', 'star', 'names', 'object'])
    project.used.add(`barrel: ${form}`)
    const word = `barrel${project.libraries.indexOf(library)}`
    lines.push(form === 'star' ? `export * from ${at}` : form === 'names' ? `export { ${names.join(', ')} } from ${at}` : `export * as ${word} from ${at}`)
    const barrel = form === 'object' ? { path: 'lib/index', inside: word } : { path: 'lib/index' }
    project.libraries[project.libraries.indexOf(library)] = { ...library, barrel }
  }
  project.files['lib/index.ts'] = `${lines.join('\n')}\n`
}

const writeCycle = (project: Project): void => {
  if (!project.dice.percent(30)) return
  project.used.add('modules: a cycle')
  const [one, two] = project.dice.shuffled(['lib/ring1', 'lib/ring2']) as [string, string]
  project.module(one, (sketch, lines) => {
    lines.push(`import { fromTwo, nameTwo, later } from '${specifierOf(sketch, one, two)}'`, sketch.fill('export const fromOne = $t\nexport function nameOne(n: number): string { return n > 0 ? nameTwo(n - 1) : `one${typeof fromOne}` }\nexport const seen = attempt(() => fromTwo) + attempt(() => later())\nexport const joined = () => fromOne + fromTwo', 2))
  })
  project.module(two, (sketch, lines) => {
    lines.push(`import { fromOne, nameOne } from '${specifierOf(sketch, two, one)}'`, sketch.fill('export const early = attempt(() => fromOne)\nexport const fromTwo = $t + early\nexport function nameTwo(n: number): string { return n > 0 ? nameOne(n - 1) : `two` }\nexport const later = () => nameOne($k)', 2))
  })
  const names = ['seen', 'joined']
  project.libraries.push({ path: one, offers: [{ type: 't', text: 'seen', level: 0, names }, { type: 't', text: 'joined()', level: 1, names }] })
}

const writeDags = (project: Project): void => {
  const { dice } = project
  const folder = dice.pick(['', 'dags/', 'dags/deep/'])
  const known: { path: string, names: DagNames }[] = []
  for (let file = dice.percent(35) ? 2 : 1; file > 0; file--) {
    const path = `${folder}${file === 1 ? 'entry' : `more${file}`}`
    const made: DagNames[] = []
    project.module(path, (sketch, lines) => {
      lines.push(`import { ${authoring} } from 'dagbook'`, ...project.imports(sketch, path, 75))
      const others = known.filter((other) => other.path !== path && dice.percent(80))
      for (const { path: from, names } of others) lines.push(`import { ${[names.dag, ...names.tasks, ...names.groups].join(', ')} } from '${specifierOf(sketch, path, from)}'`)
      lines.push(...readings(project, sketch, path))
      const body = moduleBody(sketch, dice.between(1, 4))
      lines.push(body.text, ...declarations(sketch))
      for (let dags = dice.percent(30) ? 2 : 1; dags > 0; dags--) {
        const written = new DagSketch(sketch, [...others.map((other) => other.names), ...made]).write(dice.percent(60))
        lines.push(written.text)
        made.push(written.names)
      }
      lines.push(`export { ${[...new Set(made.flatMap((names) => [...lines.join('\n').includes(`export const ${names.dag} `) ? [] : [names.dag], ...names.tasks, ...names.groups]))].join(', ')} }`)
      if (dice.percent(25)) lines.push(...family(sketch))
    })
    known.push(...made.map((names) => ({ path, names })))
  }
}

/** What tasks refer to. */
export const declarations = (sketch: Sketch): string[] => {
  const [fresh, orders] = [sketch.fresh('fresh'), sketch.fresh('orders')]
  const lines = [
    `export const ${fresh} = ${sketch.dice.pick([`asset('${fresh}')`, `asset('${fresh}', \`s3://\${slug($t)}/${fresh}\`)`, `new Asset({ name: '${fresh}', uri: $t })`])}`,
    `export const ${orders} = table(\`prod.\${slug($t) || 'x'}.${orders}\`, { columns: { id: 'bigint', note: { type: 'varchar', description: $t } }, role: 'output', description: $t })`,
    "const pushOperator = defineOperator<{ queue: string; size?: number; statement?: unknown }>('PushOperator', { operatorClass: 'acme.' + slug($t), templateFields: ['queue'], sqlField: 'statement', dialect: 'trino' })",
    "const waitSensor = defineOperator<{ key: string }>('WaitSensor')",
    'const common = { retries: $k, pool: $t, docMd: $M }',
    "const config = new Pipeline(`settings_${slug($t)}`, ['dag', 'root'])\nconfig.setting('a.b', $J, 'dag', $t)\nfor (const [key, value] of Object.entries($r)) config.setting(`sizes.${key}`, value, 'root')",
  ].map((text) => sketch.fill(text, 2))
  sketch.offer('A', fresh)
  sketch.offer('A', orders)
  sketch.offer('B', orders)
  sketch.offer('t', `${orders}.column('id')`, 1)
  return lines
}

/** DAGs by a function, in a list, in a record, of a class of one's own. */
const family = (sketch: Sketch): string[] => {
  const [make, id, name] = [sketch.fresh('makeDag'), sketch.fresh('family'), sketch.fresh('dags')]
  const form = sketch.dice.pick(['list', 'record', 'class', 'default', 'promise'])
  sketch.used.add(`dags: ${form}`)
  const body = sketch.fill(`const ${make} = (name: string, %n1 = $n^n1) => {\n  const dag = new Dag(\`${id}_\${name}\`, { description: $t, tags: $T })\n  let last = dag.empty('start')\n  for (let i = 0; i < $k; i++) {\n    const next = dag.bash(\`step_\${i}\`, { command: $t })\n    last.before(next)\n    last = next\n  }\n  return dag\n}`, 2)
  const uses: Record<string, string> = {
    list: `export const ${name} = ['a', 'b'].map((region) => ${make}(region, $n))`,
    record: `export const ${name} = { first: ${make}('a'), deep: { second: ${make}('b', $n) } }`,
    class: `class Own extends Dag {\n  constructor(id: string) { super(id, { description: $t }); this.bash('own', { command: $t }) }\n  more() { return this.empty('more').after(this.tasks[0]!) }\n}\nexport const ${name} = new Own('${id}')\n${name}.more()`,
    default: `export default ${make}('only')`,
    promise: `export const ${name} = await (async () => ${make}('late'))()`,
  }
  return [body, sketch.fill(uses[form]!, 2)]
}

/** The project of a seed: without input from outside. */
export const programOf = (seed: number): Program => {
  const project = new Project(seed, dagLanguage)
  const parts = project.dice.between(1, 3)
  for (let i = 0; i < parts; i++) {
    writeLibrary(project, i)
    if (i === parts - 2) writeBarrel(project)
  }
  writeCycle(project)
  writeDags(project)
  return { seed, files: project.files, used: project.used, variables: {} }
}
