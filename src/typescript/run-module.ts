// Running the statements of one module; a module that throws keeps what it had.
import { undefinedValue, unknown, writeCell, type Abstract, type Obj, type PromiseData } from '#value'
import { hasLeaf, isThrow, mapLeaves, thrownValue, andThen } from './completion.ts'
import { goOn } from './coroutine.ts'
import { execute, siteOf } from './dispatch.ts'
import { bounded } from './limits.ts'
import { newPromise } from './promises.ts'
import { ts } from './parse.ts'
import type { Completion, Module, Run } from './run.ts'
import { declarationsOf } from './scope.ts'
import { executeAllSuspending } from './suspend.ts'
import { suspends } from './suspension.ts'
import { describeThrown, inUserCode } from './thrown.ts'

/** Executes the statements of a module that does not wait. */
export const runStatements = (run: Run, statements: readonly ts.Statement[], module: Module, start: number): Completion => {
  for (let index = start; index < statements.length; index++) {
    const node = statements[index]!
    let completion: Completion
    let ended = false
    run.alone = index === statements.length - 1 && module === run.root && node.kind === ts.SyntaxKind.ExpressionStatement && run.jobs.length === 0
    const why = bounded(run, siteOf(node, module.scope), () => {
      completion = execute(run, node, module.scope)
      ended = true
      return undefinedValue
    })
    run.alone = false
    if (!ended) initialiseAll(run, [node], module, why)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    return andThen(run, completion, () => runStatements(run, statements, module, index + 1))
  }
  return undefined
}

/** What a statement that reached a limit was to declare is unknown. */
const initialiseAll = (run: Run, statements: readonly ts.Statement[], module: Module, value: Abstract): void => {
  for (const { name } of declarationsOf(statements as unknown as ts.NodeArray<ts.Statement>).lexical) {
    const cell = module.scope.vars.get(name)
    if (cell !== undefined && cell.value === undefined) writeCell(run.heap, cell, value)
  }
}

/** Has the module an `await` at its top level that is still to come? */
export const waitsAtTop = (module: Module): boolean => module.usesAwait && module.source?.statements.some(suspends) === true

/** Starts a module that waits: a promise that is settled when it has ended. */
export const startWaiting = (run: Run, module: Module): Obj => {
  const promise = newPromise(run)
  const { statements } = module.source!
  module.scope.here.memo = new Map()
  bounded(run, siteOf(statements[0]!, module.scope), () => {
    goOn(run, executeAllSuspending(run, statements, module.scope), { kind: 'next', value: undefinedValue }, promise)
    return promise
  })
  return promise
}

/** Reports that a module ended by an exception, where it did. */
export const reportThrow = (run: Run, module: Module, completion: Completion): void => {
  if (completion === undefined || !hasLeaf(completion, isThrow)) return
  const always = !hasLeaf(completion, (leaf) => !isThrow(leaf))
  const value = run.resolve(thrownValue(completion))
  if (always) {
    module.thrown = value
    fail(run, module)
  }
  let site = run.site
  mapLeaves(completion, (leaf) => {
    if (leaf !== undefined && leaf.kind === 'throw' && leaf.site !== undefined) ({ site } = leaf)
    return leaf
  })
  run.site = inUserCode(site, value)
  run.report('throw', always ? 'error' : 'warning', `${always ? 'running this module throws' : 'running this module may throw'} ${describeThrown(run, value)}`,
    always ? 'What comes before it was read; what comes after it is unknown.' : undefined)
}

/** What a module that ended early did not reach is unknown to whoever imports it, rather than an exception: reading goes on where running stops. */
export const fail = (run: Run, module: Module): void => {
  module.failed = true
  for (const [name, cell] of module.scope.vars.entries()) {
    if (cell.value === undefined) writeCell(run.heap, cell, unknown('tdz', { detail: `${name} was not reached` }))
  }
}

/** Reports promises that were rejected and that nobody looked at: Node ends there. */
export const reportRejections = (run: Run): void => {
  for (const promise of run.rejected.splice(0)) {
    const state = promise.data as PromiseData
    // One that is settled or looked after under a condition may exist on that side only.
    if ('when' in state || state.status !== 'rejected' || state.handled) continue
    const value = run.resolve(state.value)
    run.site = inUserCode(promise.site, value)
    run.report('throw', 'error', `a promise is rejected and nobody handles it: ${describeThrown(run, value)}`)
  }
}
