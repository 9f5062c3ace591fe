// What the seven DAGs of the fleet have in common: where input lies, which queues it passes, and how tasks are retried.
import { defineOperator, minutes, type TaskDefaults } from 'dagbook'

/** The bucket that customers upload to. Tests read another one: hence the variable. */
export const bucket = process.env.CORRELATION_BUCKET ?? 'correlation-uploads'

/** The Redis connection with the two queues. */
export const redis = 'correlation_redis'
/** Input files that wait for part 1. */
export const inputQueue = 'correlation:input_files'
/** Batches of one input file that wait for part 2. */
export const batchQueue = 'correlation:batches'

/** Puts values at the end of a Redis list. */
export const push = defineOperator<{ connId: string; queue: string; values: string }>('RedisPushOperator', {
  operatorClass: 'correlation.operators.RedisPushOperator', templateFields: ['queue', 'values'],
})
/** Returns the value at the front of a Redis list and leaves it there. */
export const peek = defineOperator<{ connId: string; queue: string }>('RedisPeekOperator', {
  operatorClass: 'correlation.operators.RedisPeekOperator', templateFields: ['queue'],
})
/** Takes the value at the front of a Redis list. */
export const pop = defineOperator<{ connId: string; queue: string }>('RedisPopOperator', {
  operatorClass: 'correlation.operators.RedisPopOperator', templateFields: ['queue'],
})

/** Defaults of every task. */
export const defaults: TaskDefaults = { owner: 'correlation', retries: 2, retryDelay: minutes(2) }

/** Options of every DAG: one run at a time, because the queues are worked off one entry after the other. */
export const fleet = { startDate: '2026-01-01', maxActiveRuns: 1, tags: ['correlation'], owners: ['correlation'], defaults } as const

/** The ids of the fleet, for the DAGs that cannot import each other without closing a circle of files. */
export type FleetDag = 's3_trigger' | 'skip_input' | 'pipeline_part_1' | 'pipeline_part_2' | 'snapshot' | 'restore' | 'update_lookup_table'

/** Names a DAG of the fleet by its id, checked by the compiler. */
export const byName = (dagId: FleetDag): FleetDag => dagId

/** The Markdown that ends every page of the fleet. */
export const seeAlso = `
## The fleet

\`s3_trigger\` → \`skip_input\` → \`pipeline_part_1\` → \`pipeline_part_2\` → \`snapshot\`, with \`update_lookup_table\` on the side and
\`restore\` for the day that something fails. The parts call \`skip_input\` and each other again, so the *fleet* goes round in
circles while every single DAG is acyclic.
`
