// Sensors, external-task sensors and trigger tasks: what they wait for and what they start.
import type { Fact, Task } from '#model'
import { classBrand, type Abstract } from '#value'
import { dagFact, dagIdOf, taskIdOf } from './lift-callback.ts'
import { asFlag, asMs, asText, factOf, factsOf, isEmpty, propOf } from './lift-fact.ts'
import { elementsOf, settle, under, type LiftScope } from './lift-scope.ts'
import { argValue } from './lift-arg.ts'
import { idOf } from './lift-id.ts'
import { oneOf, optionFact } from './lift-option.ts'
import { optional } from './lift-table.ts'

type Given = (key: string) => Abstract
/** The options that a sensor's record takes up. */
export const sensorOptions = ['mode', 'pokeInterval', 'timeout', 'softFail'] as const
/** The options that a trigger's record takes up. */
export const triggerOptions = ['taskId', 'dagId', 'dag', 'conf', 'logicalDate', 'waitForCompletion', 'resetDagRun', 'pokeInterval', 'allowedStates', 'failedStates'] as const
/** The options that the record of a wait for another DAG takes up. */
export const externalOptions = ['task', 'taskGroup', 'dag', 'dagId', 'taskId', 'taskIds', 'taskGroupId', 'executionDelta', 'allowedStates', 'failedStates', 'skippedStates'] as const

/** How a sensor looks. */
export const sensorOf = (scope: LiftScope, given: Given): NonNullable<Task['sensor']> => ({
  mode: optionFact(scope, 'mode', given('mode'), asText, 'poke', oneOf(['poke', 'reschedule', 'deferrable'], 'there is no such mode'))!,
  ...optional('pokeIntervalMs', factOf(scope, given('pokeInterval'), asMs)),
  ...optional('timeoutMs', factOf(scope, given('timeout'), asMs)),
  ...optional('softFail', factOf(scope, given('softFail'), asFlag)),
})

const statesOf = (scope: LiftScope, value: Abstract): Fact<string>[] | undefined =>
  isEmpty(settle(scope, value)) ? undefined : factsOf(scope, value, asText)

/** What a trigger task starts. */
export const triggerOf = (scope: LiftScope, given: Given): NonNullable<Task['trigger']> => {
  const ref = settle(scope, given('dag'))
  const conf = settle(scope, given('conf'))
  const logicalDate = settle(scope, given('logicalDate'))
  return {
    dagId: dagFact(scope, isEmpty(ref) ? given('dagId') : ref) ?? { $unknown: 'unsupported', detail: 'no DAG is named' },
    ...(!isEmpty(logicalDate) && { logicalDate: argValue(scope, logicalDate) }),
    ...(!isEmpty(conf) && { conf: argValue(scope, conf) }),
    ...optional('waitForCompletion', factOf(scope, given('waitForCompletion'), asFlag)),
    ...optional('resetDagRun', factOf(scope, given('resetDagRun'), asFlag)),
    ...optional('pokeIntervalMs', factOf(scope, given('pokeInterval'), asMs)),
    ...optional('allowedStates', statesOf(scope, given('allowedStates'))),
    ...optional('failedStates', statesOf(scope, given('failedStates'))),
  }
}

/** What an external-task sensor waits for: by reference or by name. */
export const waitsFor = (scope: LiftScope, given: Given): NonNullable<Task['waitsFor']> => ({
  ...targetOf(scope, given),
  ...optional('executionDeltaMs', noNull(factOf(scope, given('executionDelta'), asMs))),
  ...optional('allowedStates', statesOf(scope, given('allowedStates'))),
  ...optional('failedStates', statesOf(scope, given('failedStates'))),
  ...optional('skippedStates', statesOf(scope, given('skippedStates'))),
})
const noNull = <T>(fact: T | null | undefined): T | undefined => fact ?? undefined

const targetOf = (scope: LiftScope, given: Given): Pick<NonNullable<Task['waitsFor']>, 'dagId' | 'taskIds' | 'groupId'> => {
  const tasks = elementsOf(scope, given('task')).leaves.filter(({ value }) => classBrand(value) === 'dagbook/task')
  if (tasks.length > 0) {
    const dag = propOf(under(scope, tasks[0]!.when), tasks[0]!.value, 'dag')
    return { dagId: dagFact(scope, dag)!, taskIds: factsOf(scope, given('task'), (at, value) => taskIdOf(at, value) as string) }
  }
  const group = settle(scope, given('taskGroup'))
  if (classBrand(group) === 'dagbook/group') return { dagId: dagIdOf(scope, propOf(scope, group, 'dag')), groupId: idOf(scope, propOf(scope, group, 'groupId')).text }
  const ref = settle(scope, given('dag'))
  const dagId = dagFact(scope, isEmpty(ref) ? given('dagId') : ref) ?? { $unknown: 'unsupported', detail: 'no DAG is named' }
  const ids = isEmpty(settle(scope, given('taskIds'))) ? given('taskId') : given('taskIds')
  return {
    dagId,
    ...(!isEmpty(settle(scope, ids)) && { taskIds: factsOf(scope, ids, asText) }),
    ...optional('groupId', noNull(factOf(scope, given('taskGroupId'), asText))),
  }
}

