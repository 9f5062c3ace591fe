// The scheduling fields of a task, as data: the option that gives each, how it is read, and the scheduler's default.
import { triggerRules, type Task } from '#model'
import { asBackoff, asCount, asFlag, asMs, asText, type Convert } from './lift-fact.ts'
import { atLeast, oneOf, type Check } from './lift-option.ts'

/** One scheduling field. */
export interface Field {
  /** The option that gives it. */
  readonly option: string
  /** Where the model has it. */
  readonly field: keyof Task
  readonly convert: Convert<unknown>
  /** What the scheduler takes where it is not given; fields that hold it are left out. */
  readonly default: unknown
  /** What else has to hold of its value. */
  readonly check?: Check
}

const field = (option: string, to: keyof Task, convert: Convert<unknown>, scheduler: unknown, check?: Check): Field => ({ option, field: to, convert, default: scheduler, ...(check && { check }) })

const weightRules = ['downstream', 'upstream', 'absolute']
const classPath = { pattern: /\./, called: 'the path of a class' }

/** The fields that every task takes and that the model names. */
export const taskFields: readonly Field[] = [
  field('docMd', 'doc', asText, undefined),
  field('owner', 'owner', asText, undefined),
  field('triggerRule', 'triggerRule', asText, 'all_success', oneOf(triggerRules, 'there is no such rule')),
  field('retries', 'retries', asCount, 0, atLeast(0)),
  field('retryDelay', 'retryDelayMs', asMs, 300_000, atLeast(0)),
  field('retryExponentialBackoff', 'retryExponentialBackoff', asBackoff, false, atLeast(0)),
  field('maxRetryDelay', 'maxRetryDelayMs', asMs, null, atLeast(0)),
  field('executionTimeout', 'executionTimeoutMs', asMs, null, atLeast(0)),
  field('pool', 'pool', asText, 'default_pool'),
  field('poolSlots', 'poolSlots', asCount, 1, atLeast(1)),
  field('priorityWeight', 'priorityWeight', asCount, 1),
  field('weightRule', 'weightRule', asText, 'downstream', oneOf(weightRules, 'there is no such rule', classPath)),
  field('queue', 'queue', asText, 'default'),
  field('dependsOnPast', 'dependsOnPast', asFlag, false),
  field('waitForDownstream', 'waitForDownstream', asFlag, false),
  field('maxActiveTisPerDag', 'maxActiveTisPerDag', asCount, null, atLeast(0)),
  field('maxActiveTisPerDagrun', 'maxActiveTisPerDagrun', asCount, null, atLeast(0)),
  field('onFailureFailDagrun', 'onFailureFailDagrun', asFlag, false),
]

/** Fields that are there even when they hold the scheduler's default. */
export const alwaysThere: ReadonlySet<string> = new Set(['triggerRule', 'retries'])

/** Options that every task takes and that the model keeps among its arguments. */
export const otherOptions: readonly string[] = [
  'executor', 'ignoreFirstDependsOnPast', 'waitForPastDependsBeforeSkipping', 'doXcomPush', 'email', 'emailOnFailure', 'emailOnRetry',
  'startDate', 'endDate',
]
