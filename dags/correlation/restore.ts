// Brings the correlation store back to its newest complete snapshot. Nobody schedules it: failures call it.
import { chain, Dag } from 'dagbook'
import { batchQueue, fleet, redis, pop, seeAlso } from './settings.ts'

export const restore = new Dag('restore', {
  ...fleet,
  description: 'Undoes a failed run',
  docMd: `
Runs when \`pipeline_part_1\` or \`pipeline_part_2\` has failed for good: their *on failure* callback makes a run of it, with
the id of the failed run in its configuration.

It puts the newest complete snapshot back and drops the batch that broke the run, so that the next one can pass.
${seeAlso}`,
  params: { failed_run_id: '' },
})

const find = restore.python('find_snapshot', { callable: 'correlation.snapshot:newest_complete' })
const putBack = restore.python('put_back', {
  callable: 'correlation.snapshot:put_back', opKwargs: { snapshot: "{{ ti.xcom_pull(task_ids='find_snapshot') }}" }, retries: 0,
})
const dropBatch = restore.operator(pop, 'drop_batch', { connId: redis, queue: batchQueue })
const tell = restore.email('tell_team', {
  to: 'correlation-team@example.com',
  subject: 'Correlation was restored',
  htmlContent: `Run ${restore.params.failed_run_id} failed; the store is back at its last snapshot.`,
})

chain(find, putBack, dropBatch, tell)
