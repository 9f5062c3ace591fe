// The process in which projects are run: imports their modules as Node does, and turns the live objects into models.
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { link } from '../../src/read/link.ts'
import { liftValues } from '../../src/read/typescript/lift.ts'
import { hostReader } from '../../src/value/index.ts'
import { comparable } from './comparable.ts'

/** What is asked of the process, one line of JSON each: import these modules in this order. */
interface Job { readonly modules: readonly string[], readonly env: Readonly<Record<string, string>> }

const run = async ({ modules, env }: Job): Promise<object> => {
  for (const [name, value] of Object.entries(env)) process.env[name] = value
  try {
    const exported: unknown[] = []
    for (const path of modules) {
      const exports = await import(pathToFileURL(path).href) as object
      for (const value of Object.values(exports)) exported.push(await value)
    }
    // Not before: later modules may still change what earlier ones export.
    const values = exported.map(hostReader())
    const { dags, tables, assets, pipelines, problems } = liftValues(values)
    return { model: comparable(link([{ dags, tables, assets, pipelines, problems, files: [] }], {})) }
  } catch (error) {
    return { error: error instanceof Error ? error.stack ?? error.message : String(error) }
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
  }
}

process.on('unhandledRejection', () => {})
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Job))}\n`)
}
