// Pattern: the same task once for each item of a list.
import { chain, Dag } from 'dagbook'

/** The shops that we know of when the DAG is written. */
const shops = ['berlin', 'lisbon', 'paris', 'tokyo'] as const

export const fanOutByMapping = new Dag('fan_out_by_mapping', {
  schedule: '@hourly',
  startDate: '2026-01-01',
  maxActiveTasks: 8,
  tags: ['gallery', 'mapping'],
  docMd: `
**Pattern: fan-out by mapping.** Three kinds, by when the list is known:

- **when the DAG is written:** a plain loop makes one task for each of ${shops.length} shops;
- **when the DAG is written, but one task:** \`expand\` over a list gives one *instance* an item, which keeps the graph small;
- **only at run time:** \`expand\` over what another task returns. How many files there are nobody can say before, so the book
  says so too.
`,
})

const pull = fanOutByMapping.taskGroup('pull')
const pulled = shops.map((shop) => pull.bash(shop, { command: `pull --shop ${shop} --hour '{{ ts }}'` }))

const convert = fanOutByMapping.bash('convert', {
  command: 'convert --format "$FORMAT"', expand: { env: [{ FORMAT: 'csv' }, { FORMAT: 'parquet' }] }, mapIndexTemplate: '{{ task.env.FORMAT }}',
})
const listFiles = fanOutByMapping.python('list_files', { callable: 'gallery.files:list_new' })
const processFile = fanOutByMapping.python('process_file', {
  callable: 'gallery.files:process', expand: { opKwargs: listFiles }, maxActiveTisPerDagrun: 4, pool: 'file_workers',
})
const summarise = fanOutByMapping.python('summarise', { callable: 'gallery.files:summarise', triggerRule: 'all_done' })

for (const task of pulled) task.before(convert)
chain(convert, listFiles, processFile, summarise)
