// Runs projects in a Node process of their own and brings back the models of the DAGs that they export.
import { build } from 'esbuild'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { treeOf } from '#model'
import { dagSources, isSource } from '../../src/read/typescript/dag-sources.ts'
import type { Comparable } from './comparable.ts'
import { scriptPath, transpile, type Files } from './transpile.ts'

const root = join(import.meta.dirname, '../..')
/** A project that has not ended after so long never will. */
const patienceMs = 20_000

/** What running a project gave. */
export type Outcome = { readonly model: Comparable, readonly error?: never } | { readonly error: string, readonly model?: never }

/** A Node process that imports projects. */
export class NodeRunner {
  readonly #folder: string
  #child: ChildProcess | undefined
  /** Who waits for the process's next lines, in order. */
  readonly #waiting: ((line: string) => void)[] = []
  #runs = 0
  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Builds what projects import as `dagbook`, and starts. */
  static async start(): Promise<NodeRunner> {
    const cache = join(root, 'node_modules/.cache')
    mkdirSync(cache, { recursive: true })
    const folder = mkdtempSync(join(cache, 'dagbook-oracle-'))
    const common = { bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, logLevel: 'silent', alias: aliases } as const
    const library = join(folder, 'node_modules/dagbook')
    await build({ ...common, entryPoints: { index: 'src/index.ts', orchestrator: 'src/orchestrator/index.ts' }, outdir: library, splitting: true, outExtension: { '.js': '.mjs' } })
    writeFileSync(join(library, 'package.json'), JSON.stringify({ name: 'dagbook', exports: { '.': './index.mjs', './orchestrator': './orchestrator.mjs' } }))
    await build({ ...common, entryPoints: [join(import.meta.dirname, 'run-child.ts')], outfile: join(folder, 'run-child.mjs') })
    return new NodeRunner(folder)
  }

  /** Writes the project as JavaScript and imports the modules that can hold DAGs, in the order of their paths. */
  async run(files: Files, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const folder = join(this.#folder, `p${++this.#runs}`)
    let scripts: Files
    try {
      scripts = await transpile(files)
    } catch (error) {
      return { error: `cannot be transpiled: ${String(error)}${(error as { errors?: { location?: { lineText: string } }[] }).errors?.map((one) => one.location?.lineText.slice(0, 300)).join() ?? ''}` }
    }
    for (const [path, text] of Object.entries(scripts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const tree = treeOf(files)
    const modules = dagSources(tree, tree.paths.filter(isSource)).map((path) => join(folder, scriptPath(path)))
    const outcome = await this.#ask({ modules, env })
    rmSync(folder, { recursive: true })
    return outcome
  }

  /** Ends the process and removes what was written. */
  close(): void {
    this.#child?.kill('SIGKILL')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #ask(job: object): Promise<Outcome> {
    const child = this.#child ??= this.#spawn()
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs * (this.#waiting.length + 1))
      this.#waiting.push((line) => {
        clearTimeout(timer)
        resolve(JSON.parse(line) as Outcome)
      })
      child.stdin!.write(`${JSON.stringify(job)}\n`)
    })
  }
  #spawn(): ChildProcess {
    const child = spawn(process.execPath, ['--no-warnings', join(this.#folder, 'run-child.mjs')], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env.PATH, TZ: 'UTC' } })
    createInterface({ input: child.stdout! }).on('line', (line) => this.#waiting.shift()?.(line))
    child.on('exit', () => {
      if (this.#child !== child) return
      this.#child = undefined
      for (const answer of this.#waiting.splice(0)) answer(JSON.stringify({ error: 'the process ended, or was ended because it took too long' }))
    })
    return child
  }
}

const aliases = Object.fromEntries(['author', 'model', 'time', 'value', 'orchestrator', 'read', 'graph', 'jinja', 'typescript', 'regex'].map((room) => [`#${room}`, join(root, `src/${room}/index.ts`)]))
