// Pattern: a DAG that waits for a file to arrive.
import { chain, Dag, hours, minutes } from 'dagbook'
import { orderFiles } from './tables.ts'

export const eventDrivenFile = new Dag('event_driven_file', {
  schedule: '@continuous',
  startDate: '2026-01-01',
  maxActiveRuns: 1,
  tags: ['gallery', 'events'],
  docMd: `
**Pattern: file arrival.** \`@continuous\` starts the next run as soon as the last one is over, so there is always one run that
waits. It waits in *reschedule* mode: between two looks it gives its worker back.

A file that does not come within a day is no failure: \`softFail\` skips the run.
`,
})

const wait = eventDrivenFile.fileSensor('wait_for_file', {
  filepath: '/landing/orders/*.json', connId: 'landing_zone', mode: 'reschedule', pokeInterval: minutes(5), timeout: hours(24), softFail: true,
})
const load = eventDrivenFile.python('load_file', { callable: 'gallery.files:load', writes: [{ table: orderFiles, mode: 'append' }] })
const archive = eventDrivenFile.bash('archive_file', { command: 'mv /landing/orders/*.json /archive/orders/{{ ds }}/' })
chain(wait, load, archive)
