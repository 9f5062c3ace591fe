// One task of a DAG: what it runs and every field that the scheduler looks at.
import { Type, type Static } from 'typebox'
import { Place } from './place.ts'
import { Assumption, Fact, Value } from './value.ts'

const text = Fact(Type.String())
const flag = Fact(Type.Boolean())
const count = Fact(Type.Union([Type.Integer(), Type.Null()]))
const ms = Fact(Type.Union([Type.Integer(), Type.Null()]))
const texts = Fact(Type.Array(text))

/** The trigger rules, as the scheduler names them. */
export const triggerRules = [
  'all_success', 'all_failed', 'all_done', 'all_done_min_one_success', 'all_done_setup_success', 'all_skipped', 'one_success',
  'one_failed', 'one_done', 'none_failed', 'none_failed_min_one_success', 'none_skipped', 'always',
] as const
/** What a task is to the scheduler. */
export const taskKinds = ['task', 'empty', 'sensor', 'external-sensor', 'branch', 'short-circuit', 'latest-only', 'trigger'] as const

/** One statement text that a task runs. */
export const SqlText = Type.Object({ text, dialect: Type.Optional(Type.String()), at: Type.Optional(Place) })
/** A table that a task writes. */
export const TableWrite = Type.Object({
  table: text,
  mode: Type.Enum(['append', 'overwrite', 'merge', 'create', 'drop', 'unknown']),
  partition: Type.Optional(Value),
})
/** A decision of a branch: the first whose `if` (a Jinja expression over params, conf, ds …) holds is followed. */
export const Decision = Type.Object({ if: Type.Optional(Type.String()), to: Type.Array(text) })
/** What happens on an event: the function that is called, the DAGs it triggers. */
export const Callback = Type.Object({
  on: Type.Enum(['failure', 'success', 'retry', 'execute', 'skipped', 'sla-miss']),
  name: Type.Optional(text),
  triggers: Type.Optional(Type.Array(text)),
  at: Type.Optional(Place),
})
/** What happens on an event. */
export type Callback = Static<typeof Callback>

/** One task. Fields that hold the scheduler's default are left out, save those that every reader gives. */
export const Task = Type.Object({
  id: Type.String({ description: '`task:<dagId>/<taskId>`' }),
  taskId: Type.String({ description: 'With its group prefix, as the scheduler has it.' }),
  operator: Type.String({ description: 'The name its users know: `BashOperator`, `@task.branch`.' }),
  operatorClass: Type.Optional(Type.String()),
  kind: Type.Enum(taskKinds),
  group: Type.Union([Type.String(), Type.Null()], { description: 'The id of the task group it is in.' }),
  at: Type.Optional(Place),
  doc: Type.Optional(text),
  triggerRule: text,
  retries: count,
  retryDelayMs: Type.Optional(ms),
  retryExponentialBackoff: Type.Optional(Fact(Type.Union([Type.Boolean(), Type.Number()]))),
  maxRetryDelayMs: Type.Optional(ms),
  executionTimeoutMs: Type.Optional(ms),
  pool: Type.Optional(text),
  poolSlots: Type.Optional(count),
  priorityWeight: Type.Optional(count),
  weightRule: Type.Optional(text),
  queue: Type.Optional(text),
  owner: Type.Optional(text),
  dependsOnPast: Type.Optional(flag),
  waitForDownstream: Type.Optional(flag),
  maxActiveTisPerDag: Type.Optional(count),
  maxActiveTisPerDagrun: Type.Optional(count),
  setup: Type.Optional(Type.Boolean()),
  teardown: Type.Optional(Type.Boolean()),
  onFailureFailDagrun: Type.Optional(flag),
  ignoreDownstreamTriggerRules: Type.Optional(flag),
  sensor: Type.Optional(Type.Object({
    mode: Fact(Type.String({ description: '`poke`, `reschedule` or `deferrable`' })),
    pokeIntervalMs: Type.Optional(ms),
    timeoutMs: Type.Optional(ms),
    softFail: Type.Optional(flag),
  })),
  trigger: Type.Optional(Type.Object({
    dagId: text,
    logicalDate: Type.Optional(Value),
    conf: Type.Optional(Value),
    waitForCompletion: Type.Optional(flag),
    resetDagRun: Type.Optional(flag),
    pokeIntervalMs: Type.Optional(ms),
    allowedStates: Type.Optional(texts),
    failedStates: Type.Optional(texts),
  })),
  waitsFor: Type.Optional(Type.Object({
    dagId: text,
    taskIds: Type.Optional(texts),
    groupId: Type.Optional(text),
    executionDeltaMs: Type.Optional(ms),
    allowedStates: Type.Optional(texts),
    failedStates: Type.Optional(texts),
    skippedStates: Type.Optional(texts),
  })),
  branch: Type.Optional(Type.Object({
    to: texts,
    decide: Type.Optional(Type.Array(Decision)),
    skips: Type.Optional(Type.Literal('named', { description: 'Only the tasks named in `to` are skipped when not followed, not every other direct downstream task.' })),
  })),
  mapped: Type.Optional(Type.Object({ over: Value, length: Fact(Type.Integer()) })),
  repeat: Type.Optional(Type.Object({ of: Type.String(), min: Type.Integer(), max: Type.Union([Type.Integer(), Type.Null()]) }, { description: 'Seen once in a loop whose length is not known.' })),
  sql: Type.Optional(Type.Array(SqlText)),
  reads: Type.Optional(Type.Array(text)),
  writes: Type.Optional(Type.Array(TableWrite)),
  inlets: Type.Optional(Type.Array(text)),
  outlets: Type.Optional(Type.Array(text)),
  callbacks: Type.Optional(Type.Array(Callback)),
  args: Type.Record(Type.String(), Value),
  templateFields: Type.Optional(Type.Array(Type.String())),
  when: Type.Optional(Type.String({ description: 'The condition under which the task exists.' })),
  assumptions: Type.Optional(Type.Array(Assumption)),
})
/** One task. */
export type Task = Static<typeof Task>
