// Moves on to the next input file: takes it off the queue and starts the pipeline with it.
import { Dag } from 'dagbook'
import { pipelinePart1 } from './pipeline-part-1.ts'
import { fleet, inputQueue, pop, redis, seeAlso } from './settings.ts'

export const skipInput = new Dag('skip_input', {
  ...fleet,
  description: 'Starts the pipeline with the next input file',
  docMd: `
The queue of input files has one reader, this DAG. It is called by \`s3_trigger\` when files have arrived, and by both parts of
the pipeline when they are through with theirs: so the files are worked off one after the other.

If the queue is empty there is nothing to start, and the fleet rests until \`s3_trigger\` finds new files.
${seeAlso}`,
  params: { caller: '' },
})

const next = skipInput.operator(pop, 'pop_input_file', { connId: redis, queue: inputQueue })
const isThereOne = skipInput.python('has_input', { callable: 'correlation.inputs:is_file', opKwargs: { file: "{{ ti.xcom_pull(task_ids='pop_input_file') }}" } })
const start = skipInput.triggerDagRun({
  taskId: 'trigger_pipeline_part_1', dag: pipelinePart1, conf: { file: "{{ ti.xcom_pull(task_ids='pop_input_file') }}" },
})
const rest = skipInput.empty('queue_is_empty')

next.before(isThereOne)
skipInput.if(isThereOne).then(start).else(rest)
