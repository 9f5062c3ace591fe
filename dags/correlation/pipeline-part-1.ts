// The first half: enriches one input file, clusters it roughly and cuts it into batches for the second half.
import { chain, Dag, hours, label } from 'dagbook'
import { pipelinePart2 } from './pipeline-part-2.ts'
import { restore } from './restore.ts'
import { batchQueue, bucket, byName, fleet, push, redis, seeAlso } from './settings.ts'
import { techniqueLookup, updateLookupTable } from './update-lookup-table.ts'

export const pipelinePart1 = new Dag('pipeline_part_1', {
  ...fleet,
  description: 'Enriches and pre-clusters one input file',
  docMd: `
Takes the file that \`skip_input\` hands over:

1. adds the **technique** that each event is a sign of, from \`intel.correlation.technique_lookup\`,
2. triggers \`update_lookup_table\`, for signatures that are new in this file,
3. does the first, coarse part of the clustering,
4. pushes its batches to the Redis queue and triggers \`pipeline_part_2\`, which works them off.

A file without a single known technique is left alone: then \`skip_input\` is triggered for the next one.

If the run fails, the callback makes a run of \`restore\`.
${seeAlso}`,
  params: { file: '' },
  onFailure: { callable: 'correlation.alerts:page', triggers: restore },
})

const enrich = pipelinePart1.sparkSubmit('enrich_with_technique', {
  application: 's3a://correlation-jobs/enrich.py',
  applicationArgs: ['--input', `s3a://${bucket}/${pipelinePart1.params.file}`, '--lookup', techniqueLookup.name, '--run', '{{ run_id }}'],
  reads: [techniqueLookup],
  executorMemory: '8g', numExecutors: 6, executionTimeout: hours(2),
})
const worthIt = pipelinePart1.branch('has_techniques', { callable: 'correlation.enrich:found_any' })
const updateLookup = pipelinePart1.triggerDagRun({ taskId: 'trigger_update_lookup_table', dag: updateLookupTable })
const cluster = pipelinePart1.kubernetesPod('clustering_part_1', {
  image: 'registry.example.com/correlation/clustering:4.2',
  arguments: ['--stage', '1', '--run', '{{ run_id }}'],
  containerResources: { requests: { memory: '32Gi', cpu: '8' } },
  executionTimeout: hours(4),
})
const pushBatches = pipelinePart1.operator(push, 'push_batches', {
  connId: redis, queue: batchQueue, values: "{{ ti.xcom_pull(task_ids='clustering_part_1')['batches'] | tojson }}",
})
const startPart2 = pipelinePart1.triggerDagRun({ taskId: 'trigger_pipeline_part_2', dag: pipelinePart2, conf: { file: pipelinePart1.params.file } })
// By name: skip_input imports this file.
const nextInput = pipelinePart1.triggerDagRun({ taskId: 'trigger_skip_input', dagId: byName('skip_input'), conf: { caller: 'pipeline_part_1' } })

chain(enrich, worthIt)
worthIt.before(label('techniques found'), updateLookup, label('nothing to correlate'), nextInput)
chain(updateLookup, cluster, pushBatches, startPart2)
