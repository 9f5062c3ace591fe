// Takes a picture of the correlation store, so that a broken run can be undone.
import { Dag, hours } from 'dagbook'
import { fleet, seeAlso } from './settings.ts'

export const snapshot = new Dag('snapshot', {
  ...fleet,
  description: 'Saves the state of the correlation store',
  docMd: `
Copies clusters, flows and campaigns to the snapshot bucket and forgets the oldest copies.

Triggered by \`pipeline_part_2\` after every batch. \`restore\` starts from the newest snapshot that is complete, hence the
marker file that is written last.
${seeAlso}`,
})

const copy = snapshot.taskGroup('copy', { docMd: 'One task for each kind of object, side by side.' })
for (const kind of ['clusters', 'flows', 'campaigns']) {
  copy.python(kind, { callable: 'correlation.snapshot:copy_objects', opKwargs: { kind, run: '{{ run_id }}' }, executionTimeout: hours(1) })
}
const mark = snapshot.python('mark_complete', { callable: 'correlation.snapshot:write_marker', opKwargs: { run: '{{ run_id }}' } })
const forget = snapshot.python('forget_oldest', {
  callable: 'correlation.snapshot:delete_oldest', opKwargs: { keep: 14 }, triggerRule: 'none_failed',
})
mark.after(copy).before(forget)
