// `import(…)`: a promise of a module's namespace.
import { type Abstract, type Site } from '#value'
import { loadModule, moduleFor, namespaceOf, type Project } from './load-module.ts'
import { evaluateModule } from './module-order.ts'
import { enqueueLoad } from './jobs.ts'
import { newPromise, rejectPromise, resolvePromise } from './promises.ts'
import type { Run, Scope } from './run.ts'

/** The promise that `import(specifier)` gives. */
export const importModule = (run: Run, given: Abstract, scope: Scope, site: Site): Abstract => {
  const specifier = run.resolve(given)
  run.site = site
  if (specifier.kind === 'choice') return run.fork(specifier.when, () => importModule(run, specifier.then, scope, site), () => importModule(run, specifier.else, scope, site))
  if (specifier.kind !== 'primitive') return run.unknown('import', { detail: 'a module whose name is not known' })
  const project = run as Project
  const module = moduleFor(project, scope.here.module, String(specifier.value), site, new Set())
  loadModule(project, module.id)
  const promise = newPromise(run)
  enqueueLoad(run, () => evaluateModule(run, module, () => {
    if (module.thrown !== undefined) rejectPromise(run, promise, module.thrown)
    else resolvePromise(run, promise, namespaceOf(project, module))
  }))
  return promise
}
