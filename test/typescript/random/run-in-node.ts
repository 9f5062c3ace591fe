// Runs a program in Node, for comparison with what reading it gave.
import vm from 'node:vm'
import { ts } from '../../../src/typescript/parse.ts'

/** What running ended with: the exports after all microtasks, or that it threw. */
export type Outcome = { readonly kind: 'exports', readonly exports: Readonly<Record<string, unknown>> } | { readonly kind: 'threw' }

/** Compiles a program once; `names` are the variables to look at. */
export const compile = (source: string, names: readonly string[]): vm.Script => new vm.Script(
  `(function (process) {${ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } }).outputText}\nreturn () => ({ ${names.join(', ')} }) })(surroundings)`,
)

/** Runs a compiled program in a realm of its own. */
export const runInNode = async (script: vm.Script, env: Readonly<Record<string, string | undefined>>): Promise<Outcome> => {
  const context = vm.createContext({ surroundings: { env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) } })
  let look: () => Record<string, unknown>
  try {
    look = script.runInContext(context, { timeout: 1_000 }) as () => Record<string, unknown>
  } catch {
    return { kind: 'threw' }
  }
  await new Promise((done) => { setImmediate(done) })
  return { kind: 'exports', exports: look() }
}
