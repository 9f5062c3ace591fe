// Whole DAG programs by seed: every construct comes up in turn, in random company.
import { builtinConstructs } from './constructs-builtin.ts'
import { dagConstructs, dagOptions } from './constructs-dag.ts'
import { languageConstructs } from './constructs-language.ts'
import { newProgram, type Program } from './program.ts'
import { randomOf } from './random.ts'

/** A generated program: its files by path, the first of which is the main module, and the constructs it uses. */
export interface Generated { readonly main: string; readonly files: ReadonlyMap<string, string>; readonly constructs: ReadonlySet<string> }

/** Ways to export a DAG. */
const exports: Readonly<Record<string, (dag: string) => string>> = {
  'export: const': (dag) => `export { ${dag} }`,
  'export: default': (dag) => `export default ${dag}`,
  'export: renamed': (dag) => `export { ${dag} as renamed }`,
  'export: list': (dag) => `export const dags = [${dag}]`,
  'export: record': (dag) => `export const byName = { nested: { ${dag} } }`,
  'export: Map': (dag) => `export const registry = new Map([['it', ${dag}]])`,
  'export: promise': (dag) => `export const later = (async () => ${dag})()`,
  'export: factory': (dag) => `const make${dag} = () => ({ dag: ${dag}, other: 1 }); export const made = make${dag}()`,
}

const values = [...languageConstructs, ...builtinConstructs]

/** The names of all constructs that generated programs use. */
export const constructNames: readonly string[] =
  [...values.map((one) => one.name), ...dagConstructs.map((one) => one.name), ...Object.keys(dagOptions), ...Object.keys(exports)]

const header = "import { allOf, anyOf, asset, Asset, assetsOrTime, chain, cron, crossDownstream, Dag, days, defineOperator, events, every, hours, label, minutes, param, sql, table, timetable, type TaskRef } from 'dagbook'"

/** The program of this number. It takes nothing from outside. */
export const generateProgram = (index: number): Generated => {
  const random = randomOf(index * 7919 + 17)
  const { program, files, main } = newProgram(random, index)
  const used = new Set<string>()
  const inTurn = <T>(from: readonly T[], more: number): T[] => [from[index % from.length]!, ...Array.from({ length: random.int(0, more) }, () => random.pick(from))]
  program.imports(header)
  program.line(`const programId = 'p${index}'`)
  const probes = inTurn(values, 3).map((one) => { used.add(one.name); return one.write(program) })
  const dag = `dag${index}`
  program.line(`const ${dag} = new Dag('p${index}', { ${optionsOf(program, index, used)} })`)
  const tasks = inTurn(dagConstructs, 4).flatMap((one) => { used.add(one.name); return one.write(program, dag) })
  probes.forEach((probe, at) => {
    program.line(`const probe${at} = ${dag}.operator('Probe', 'probe_${at}', { value: ${probe} })`)
    tasks.push(`probe${at}`)
  })
  joinTasks(program, tasks)
  const way = Object.keys(exports)[index % Object.keys(exports).length]!
  used.add(way)
  program.line(exports[way]!(dag))
  const folder = `p${index}`
  const path = (name: string): string => name.startsWith('/') ? name.slice(1) : `${folder}/${name}`
  return { main: `${folder}/main.ts`, files: new Map([[`${folder}/main.ts`, main()], ...[...files].map(([name, text]) => [path(name), text] as const)]), constructs: used }
}

const optionsOf = (program: Program, index: number, used: Set<string>): string => {
  const names = Object.keys(dagOptions)
  const chosen = [names[index % names.length]!, ...Array.from({ length: program.random.int(1, 3) }, () => program.random.pick(names))]
  const group = (name: string): string => name.startsWith('schedule') ? 'schedule' : name.startsWith('dates') ? 'dates' : name
  const kept = chosen.filter((name, at) => chosen.findIndex((other) => group(other) === group(name)) === at)
    .filter((name, _, all) => !(name === 'limits' && all.includes('schedule: continuous')))
  return kept.map((name) => { used.add(name); return dagOptions[name]!(program) }).join(', ')
}

/** Some edges from earlier tasks to later ones, so that there is no cycle. */
const joinTasks = (program: Program, tasks: readonly string[]): void => {
  for (let to = 1; to < tasks.length; to++) {
    if (program.random.chance(0.6)) program.line(`${tasks[program.random.int(0, to - 1)]!}.before(${tasks[to]!})`)
  }
}
