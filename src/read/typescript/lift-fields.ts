// The scheduling fields of a task, as data: the option that gives each, how it is read, and the scheduler's default.
import type { Task } from '#model'
import { asBackoff, asCount, asFlag, asMs, asText, type Convert } from './lift-fact.ts'

/** One scheduling field. */
export interface Field {
  /** The option that gives it. */
  readonly option: string
  /** Where the model has it. */
  readonly field: keyof Task
  readonly convert: Convert<unknown>
  /** What the scheduler takes where it is not given; fields that hold it are left out. */
  readonly default: unknown
}

const field = (option: string, to: keyof Task, convert: Convert<unknown>, scheduler: unknown): Field => ({ option, field: to, convert, default: scheduler })

/** The fields that every task takes and that the model names. */
export const taskFields: readonly Field[] = [
  field('docMd', 'doc', asText, undefined),
  field('owner', 'owner', asText, undefined),
  field('triggerRule', 'triggerRule', asText, 'all_success'),
  field('retries', 'retries', asCount, 0),
  field('retryDelay', 'retryDelayMs', asMs, 300_000),
  field('retryExponentialBackoff', 'retryExponentialBackoff', asBackoff, false),
  field('maxRetryDelay', 'maxRetryDelayMs', asMs, null),
  field('executionTimeout', 'executionTimeoutMs', asMs, null),
  field('pool', 'pool', asText, 'default_pool'),
  field('poolSlots', 'poolSlots', asCount, 1),
  field('priorityWeight', 'priorityWeight', asCount, 1),
  field('weightRule', 'weightRule', asText, 'downstream'),
  field('queue', 'queue', asText, 'default'),
  field('dependsOnPast', 'dependsOnPast', asFlag, false),
  field('waitForDownstream', 'waitForDownstream', asFlag, false),
  field('maxActiveTisPerDag', 'maxActiveTisPerDag', asCount, null),
  field('maxActiveTisPerDagrun', 'maxActiveTisPerDagrun', asCount, null),
  field('onFailureFailDagrun', 'onFailureFailDagrun', asFlag, false),
]

/** Fields that are there even when they hold the scheduler's default. */
export const alwaysThere: ReadonlySet<string> = new Set(['triggerRule', 'retries'])

/** Options that every task takes and that the model keeps among its arguments. */
export const otherOptions: readonly string[] = [
  'executor', 'ignoreFirstDependsOnPast', 'waitForPastDependsBeforeSkipping', 'doXcomPush', 'email', 'emailOnFailure', 'emailOnRetry',
  'startDate', 'endDate',
]
