// The second half: clusters one batch, then goes round again until the file's last batch is done.
import { chain, Dag, hours, label } from 'dagbook'
import { restore } from './restore.ts'
import { batchQueue, byName, fleet, peek, pop, redis, seeAlso } from './settings.ts'
import { snapshot } from './snapshot.ts'

export const pipelinePart2 = new Dag('pipeline_part_2', {
  ...fleet,
  description: 'Clusters one batch; makes flow and campaign after the last',
  docMd: `
Works on the batch at the front of the queue:

1. clusters it together with what earlier batches left,
2. if it was the **last** batch of its file: makes the flow and the campaign, and asks for the next file; else: **triggers
   itself** for the batch behind it,
3. takes the batch off the queue,
4. triggers \`snapshot\`.

The run it triggers in step 2 waits until this one is over, since only one run is active at a time. That is why the batch may
be taken off the queue afterwards: should clustering fail, it is still there.

If the run fails, the callback makes a run of \`restore\`.
${seeAlso}`,
  onFailure: { callable: 'correlation.alerts:page', triggers: restore },
})

const front = pipelinePart2.operator(peek, 'queue_front', { connId: redis, queue: batchQueue })
const cluster = pipelinePart2.kubernetesPod('clustering_part_2', {
  image: 'registry.example.com/correlation/clustering:4.2',
  arguments: ['--stage', '2', '--batch', "{{ ti.xcom_pull(task_ids='queue_front')['id'] }}"],
  containerResources: { requests: { memory: '16Gi', cpu: '4' } },
  executionTimeout: hours(3),
})
const isLast = pipelinePart2.branch('is_last_batch', { callable: 'correlation.batches:is_last' })

const finish = pipelinePart2.taskGroup('finish', { label: 'Last batch of the file', docMd: 'Only after the last batch of a file.' })
const flow = finish.python('create_flow', { callable: 'correlation.flows:create' })
const campaign = finish.python('create_campaign', { callable: 'correlation.campaigns:create' })
// By name: skip_input imports part 1, which imports this file.
const nextInput = finish.triggerDagRun({ taskId: 'trigger_skip_input', dagId: byName('skip_input'), conf: { caller: 'pipeline_part_2' } })
chain(flow, campaign, nextInput)

const again = pipelinePart2.triggerDagRun({ taskId: 'trigger_pipeline_part_2', dag: pipelinePart2, conf: { file: "{{ dag_run.conf['file'] }}" } })

const popBatch = pipelinePart2.operator(pop, 'pop_batch', { connId: redis, queue: batchQueue, triggerRule: 'none_failed_min_one_success' })
const takeSnapshot = pipelinePart2.triggerDagRun({ taskId: 'trigger_snapshot', dag: snapshot })

chain(front, cluster, isLast)
isLast.before(label('last batch'), finish, label('more to come'), again)
chain([finish, again], popBatch)
chain(popBatch, takeSnapshot)
