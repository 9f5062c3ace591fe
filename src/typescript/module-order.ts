// In which order modules are evaluated: what they import first; a module that waits at its top level holds up those that import it, and
// nobody else (ECMA-262, "Cyclic Module Records").
import { drain } from './jobs.ts'
import type { Module, ModuleProgress, Run } from './run.ts'
import { fail, reportThrow, runStatements, startWaiting, waitsAtTop } from './run-module.ts'
import { goOnStalled, whenSettledWhole } from './waiting.ts'

/** Evaluates a module and, before it, what it imports; `done` runs at once, or when all of it that waits has ended. */
export const evaluateModule = (run: Run, module: Module, done?: () => void): void => {
  visit(run, module, [])
  if (done === undefined) return
  const root = module.progress?.root
  if (root === undefined || root.progress!.order === undefined) done()
  else root.progress!.whenDone.push(done)
}

const visit = (run: Run, module: Module, open: Module[]): void => {
  if (module.state !== 'linked') return
  const own: ModuleProgress = { index: open.length, ancestor: open.length, root: module, order: undefined, pending: 0, importers: [], whenDone: [] }
  module.progress = own
  module.state = 'evaluating'
  open.push(module)
  for (const { module: imported, erased } of module.imports) {
    if (erased === true) continue
    visit(run, imported, open)
    if (imported.state === 'evaluating') own.ancestor = Math.min(own.ancestor, imported.progress!.ancestor)
    const target = imported.state === 'evaluating' ? imported : imported.progress?.root
    if (target?.progress!.order !== undefined) {
      own.pending++
      target.progress.importers.push(module)
    }
  }
  if (own.pending > 0 || waitsAtTop(module)) {
    own.order = run.waits++
    if (own.pending === 0) start(run, module)
  } else runNow(run, module)
  if (own.ancestor === own.index) {
    for (const one of open.splice(own.index)) {
      one.progress!.root = module
      one.state = 'evaluated'
    }
  }
}

const runNow = (run: Run, module: Module): void => {
  if (module.source !== undefined) reportThrow(run, module, runStatements(run, module.source.statements, module, 0))
  module.source = undefined
}

const start = (run: Run, module: Module): void =>
  whenSettledWhole(run, startWaiting(run, module), (outcome) => {
    reportThrow(run, module, outcome)
    end(run, module)
  })

/** A module that waited has ended: those that waited for nothing else go on, in the order in which they were reached. */
const end = (run: Run, module: Module): void => {
  finish(module)
  const ready: Module[] = []
  gather(module, ready)
  for (const next of ready.sort((a, b) => a.progress!.order! - b.progress!.order!)) {
    if (waitsAtTop(next)) start(run, next)
    else {
      runNow(run, next)
      finish(next)
    }
  }
}

const finish = (module: Module): void => {
  module.source = undefined
  module.progress!.order = undefined
  for (const done of module.progress!.whenDone.splice(0)) done()
}

const gather = (module: Module, ready: Module[]): void => {
  for (const importer of module.progress!.importers) {
    if (ready.includes(importer) || --importer.progress!.pending > 0) continue
    ready.push(importer)
    if (!waitsAtTop(importer)) gather(importer, ready)
  }
}

/** Lets everything go on that waits; a module that waits for what never comes has failed. */
export const drainModules = (run: Run): void => {
  do drain(run)
  while (goOnStalled(run))
  run.held.clear()
  if (run.waits === 0) return
  for (const module of run.modules.values()) {
    const { progress } = module
    if (progress?.order === undefined || progress.pending > 0) continue
    fail(run, module)
    end(run, module)
    drainModules(run)
  }
}
