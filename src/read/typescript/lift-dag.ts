// One DAG of the model from the record of one DAG.
import { dagKey, type Dag, type Task, type Value } from '#model'
import { scheduleDefaults } from '#time'
import { classBrand, enumerableKeys, getProp, originOf, undefinedValue, type Abstract, atOf } from '#value'
import { checkDagOptions } from './check-options.ts'
import { handedOverProblem } from './handed-over.ts'
import { argValue } from './lift-arg.ts'
import { callbacksOf } from './lift-callback.ts'
import { asCount, asFlag, asMs, asText, factOf, factsOf, isEmpty, propOf, textOf, type Convert } from './lift-fact.ts'
import { liftGraph } from './lift-graph.ts'
import type { NamedDag } from './lift-merge.ts'
import { idOf } from './lift-id.ts'
import { dateIn, scheduleOf } from './lift-schedule.ts'
import { noteAssumed, report, settle, under, type LiftScope } from './lift-scope.ts'
import { atLeast, optionFact, type Check, type Wrong } from './lift-option.ts'
import { reportLoops } from './lift-loop.ts'
import { zoneFact } from './lift-zone.ts'
import { repeatOf, sharedBy, waysText } from './lift-ways.ts'
import { optional } from './lift-table.ts'

/** The DAG that a record gives. */
export const liftDag = (outer: LiftScope, { record, records, ways, id, assumed }: NamedDag): Dag => {
  const scope: LiftScope = { ...under(outer, sharedBy(ways)), assumed: [] }
  noteAssumed(scope, assumed)
  const spec = propOf(scope, record, 'spec')
  const given = (key: string): Abstract => propOf(scope, spec, key)
  const graph = liftGraph(scope, record, id.text, given('defaults'))
  const repeat = repeatOf(ways)
  reportLoops(scope, record, ways)
  checkDagOptions(scope, record, spec)
  const handed = records.find((one) => scope.lift.handed.has(one))
  if (handed !== undefined) report(scope, handedOverProblem(id.text, scope.lift.handed.get(handed), originOf(record)))
  const facts: Dag = {
    id: dagKey(id.text), dagId: id.text,
    system: textOf(scope, record, 'system') ?? 'dagbook', language: 'typescript',
    kind: kinds.find((kind) => kind === textOf(scope, spec, 'kind')) ?? 'dag',
    ...atOf(record),
    ...describe(scope, given),
    ...runSettings(scope, given),
    callbacks: callbacksOf(scope, given),
    owners: ownersOf(scope, given, graph.tasks),
    ...graph,
    complete: graph.complete && id.whole && repeat === undefined && handed === undefined,
    ...optional('when', waysText(ways)),
    ...pipelineOf(scope, given('pipeline')),
    assumptions: [],
  }
  return { ...facts, assumptions: [...scope.assumed] }
}

const kinds = ['dag', 'orchestrator', 'internal'] as const

const describe = (scope: LiftScope, given: (key: string) => Abstract): Pick<Dag, 'displayName' | 'description' | 'doc' | 'tags' | 'params' | 'macros' | 'documentation'> => {
  const documentation = given('documentation')
  const macros = argValue(scope, given('macros'))
  return {
    ...optional('displayName', factOf(scope, given('dagDisplayName'), asText)),
    ...optional('description', factOf(scope, given('description'), asText)),
    ...optional('doc', factOf(scope, given('docMd'), asText)),
    tags: factsOf(scope, given('tags'), asText),
    params: paramsOf(scope, given('params')),
    ...(isRecord(macros) && { macros }),
    ...(!isEmpty(documentation) && { documentation: argValue(scope, documentation) }),
  }
}
const isRecord = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.keys(value).some((key) => /^\$[^$]/.test(key))

const runSettings = (scope: LiftScope, given: (key: string) => Abstract) => {
  const timezone = given('timezone')
  const schedule = scheduleOf(scope, given('schedule'), timezone)
  const own = isEmpty(timezone) ? scheduleZone(scope, given('schedule')) : timezone
  const zone = isEmpty(own) ? undefinedValue : own
  const date = dateIn(zone)
  const option = <T>(name: string, convert: Convert<T>, missing?: T, check?: Check) => optionFact(scope, name, given(name), convert, missing, check)
  return {
    schedule,
    timezone: zoneFact(scope, zone),
    ...optional('startDate', optionFact(scope, 'startDate', given('startDate'), date, undefined, undefined, notDate) as Dag['startDate']),
    ...optional('endDate', optionFact(scope, 'endDate', given('endDate'), date, undefined, undefined, notDate) as Dag['endDate']),
    catchup: option('catchup', asFlag, scheduleDefaults[scope.lift.scheduler.airflow].catchup)!,
    maxActiveRuns: option('maxActiveRuns', asInteger, 16, atLeast(0))!,
    maxActiveTasks: option('maxActiveTasks', asInteger, 16, atLeast(0))!,
    ...optional('maxConsecutiveFailedDagRuns', option('maxConsecutiveFailedDagRuns', asInteger, undefined, atLeast(0))),
    ...optional('dagrunTimeoutMs', option('dagrunTimeout', asMs, undefined, atLeast(0))),
    ...optional('failFast', option('failFast', asFlag)),
    ...optional('renderNative', option('renderTemplateAsNativeObj', asFlag)),
    ...optional('isPausedUponCreation', option('isPausedUponCreation', asFlag)),
  }
}
const notDate: Wrong = { because: 'that is no date', help: 'Write it as in ISO 8601: `2024-01-31` or `2024-01-31T06:00`.' }
const asInteger = (scope: LiftScope, value: Abstract): number | undefined => asCount(scope, value) ?? undefined

/** The time zone of the DAG's cron, which is then the DAG's own. */
const scheduleZone = (scope: LiftScope, schedule: Abstract): Abstract => {
  if (classBrand(schedule) !== 'dagbook/schedule') return undefinedValue
  const time = textOf(scope, schedule, 'kind') === 'assets-or-time' ? propOf(scope, schedule, 'time') : schedule
  return classBrand(time) === 'dagbook/schedule' ? propOf(scope, time, 'timezone') : undefinedValue
}

const paramsOf = (scope: LiftScope, params: Abstract): Dag['params'] => {
  if (params.kind !== 'object') return {}
  return Object.fromEntries(enumerableKeys(params).map((name) => {
    const value = settle(scope, getProp(params, name))
    if (classBrand(value) !== 'dagbook/param') return [name, { default: argValue(scope, value), ...atOf(value) }]
    const schema = propOf(scope, value, 'schema')
    const plain = argValue(scope, schema)
    return [name, {
      default: argValue(scope, propOf(scope, value, 'default')),
      ...(isRecord(plain) && Object.keys(plain).length > 0 && { schema: plain }),
      ...optional('description', factOf(scope, propOf(scope, schema, 'description'), asText)),
      ...atOf(value),
    }]
  }))
}

/** Whom it belongs to: the owners it names and those of its tasks. */
const ownersOf = (scope: LiftScope, given: (key: string) => Abstract, tasks: readonly Task[]): Dag['owners'] => {
  const named = factsOf(scope, given('owners'), asText)
  const ofTasks = [...new Set(tasks.flatMap((task) => typeof task.owner === 'string' ? [task.owner] : []))].sort()
  return [...named, ...ofTasks.filter((owner) => !named.includes(owner))]
}

const pipelineOf = (scope: LiftScope, pipeline: Abstract): { pipeline?: string } => {
  if (classBrand(pipeline) !== 'dagbook/pipeline' || pipeline.kind !== 'object') return {}
  const name = idOf(scope, propOf(scope, pipeline, 'name')).text
  scope.lift.pipelines.set(pipeline, name)
  return { pipeline: name }
}
