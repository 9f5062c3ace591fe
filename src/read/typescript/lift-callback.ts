// Callbacks of DAGs and tasks.
import type { Callback, Fact } from '#model'
import { classBrand, type Abstract, atOf } from '#value'
import { asText, factOf, factsOf, isEmpty, propOf } from './lift-fact.ts'
import { idsOf, idValue } from './lift-id.ts'
import { elementsOf, under, type LiftScope } from './lift-scope.ts'
import { optional } from './lift-table.ts'

/** The options that hold callbacks, and the events they are for. */
export const callbackFields: readonly (readonly [field: string, on: Callback['on']])[] = [
  ['onFailure', 'failure'], ['onSuccess', 'success'], ['onRetry', 'retry'], ['onExecute', 'execute'], ['onSkipped', 'skipped'],
]

/** The callbacks that options give. */
export const callbacksOf = (scope: LiftScope, given: (key: string) => Abstract): Callback[] =>
  callbackFields.flatMap(([field, on]) => {
    const value = given(field)
    return isEmpty(value) ? [] : elementsOf(scope, value).leaves.map((leaf) => callbackOf(under(scope, leaf.when), on, leaf.value))
  })

const callbackOf = (scope: LiftScope, on: Callback['on'], value: Abstract): Callback => {
  if (value.kind !== 'object' || value.type !== 'object') return { on, ...optional('name', factOf(scope, value, asText)), ...atOf(value) }
  const triggers = propOf(scope, value, 'triggers')
  return {
    on,
    ...optional('name', factOf(scope, propOf(scope, value, 'callable'), asText)),
    ...(!isEmpty(triggers) && { triggers: factsOf(scope, triggers, dagName) }),
    ...atOf(value),
  }
}

/** The id of a DAG that is named or referred to. */
const dagName = (scope: LiftScope, value: Abstract): string | undefined =>
  classBrand(value) === 'dagbook/dag' ? dagIdOf(scope, value) as string : asText(scope, value)

/** The id of a DAG's record, as the model has it. */
export const dagIdOf = (scope: LiftScope, record: Abstract): Fact<string> => factOf(scope, dagIdValue(scope, record), asText, '{?}')!

/** The id of a task's record, as the model has it. */
export const taskIdOf = (scope: LiftScope, record: Abstract): Fact<string> => factOf(scope, taskIdValue(scope, record), asText, '{?}')!

const dagIdValue = (scope: LiftScope, record: Abstract): Abstract =>
  (record.kind === 'object' ? scope.lift.dagIds.get(record) : undefined) ?? idValue(idsOf(scope, propOf(scope, record, 'dagId')))

/** The id of a task's record as a value: a text, or a choice of texts. */
export const taskIdValue = (scope: LiftScope, record: Abstract): Abstract =>
  (record.kind === 'object' ? scope.lift.taskIds.get(record) : undefined) ?? idValue(idsOf(scope, propOf(scope, record, 'taskId')))

/** The fact of a DAG's id, for fields that name a DAG. */
export const dagFact = (scope: LiftScope, value: Abstract): Fact<string> | undefined => factOf(scope, value, dagName)
