// Looks for uploads every quarter of an hour: where the fleet starts.
import { Dag, every, minutes } from 'dagbook'
import { bucket, fleet, inputQueue, push, redis, seeAlso } from './settings.ts'
import { skipInput } from './skip-input.ts'

export const s3Trigger = new Dag('s3_trigger', {
  ...fleet,
  schedule: every(minutes(15)),
  catchup: false,
  description: 'Finds new uploads',
  docMd: `
Lists the upload folders of all customers. If there is anything in them, the files are put on the queue and \`skip_input\` is
triggered; if not, the run ends there.
${seeAlso}`,
})

const list = s3Trigger.python('list_upload_folders', { callable: 'correlation.uploads:list_folders', opKwargs: { bucket } })
const anyFiles = s3Trigger.python('any_uploads', {
  callable: 'correlation.uploads:is_any', opKwargs: { files: "{{ ti.xcom_pull(task_ids='list_upload_folders') }}" },
})
const enqueue = s3Trigger.operator(push, 'enqueue_files', {
  connId: redis, queue: inputQueue, values: "{{ ti.xcom_pull(task_ids='list_upload_folders') | tojson }}",
})
const start = s3Trigger.triggerDagRun({ taskId: 'trigger_skip_input', dag: skipInput, conf: { caller: 's3_trigger' } })
const exit = s3Trigger.empty('exit')

list.before(anyFiles)
s3Trigger.if(anyFiles).then(enqueue).else(exit)
enqueue.before(start)
