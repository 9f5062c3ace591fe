// Writes generated DAG files: twelve tasks each, written the way people write them, no two files alike.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const words = ['orders', 'customers', 'payments', 'stock', 'prices', 'sessions', 'refunds', 'shipments', 'reviews', 'carts', 'invoices']

const shared = `// What all pipelines share.
import { minutes } from 'dagbook'

export const owners = ['data-platform']
export const defaults = { retries: 2, retryDelay: minutes(5), pool: 'etl' }
export const tableOf = (layer: string, name: string): string => \`\${layer}.\${name}\`
`

/** Dependencies by the bits of `i`: up to 8,192 pipelines have graphs of their own. */
const shortcuts = (i) => {
  const pairs = Array.from({ length: 12 }, (_, from) => [from, from + 2]).slice(0, 8).concat([[0, 5], [1, 6], [2, 7], [3, 8], [0, 9]])
  return `const all = [waitFor, load, ...transforms, ...checks, publish, notify, done]
for (const [from, to] of ${JSON.stringify(pairs.filter((_, bit) => (i >> bit) % 2 === 1))}) chain(all[from]!, all[to]!)
`
}

const pipeline = (i) => {
  const name = words[i % words.length]
  const id = `${name}_${i}`
  return `// Loads ${name} for shop ${i}, checks them and publishes what is good.
import { chain, Dag, minutes } from 'dagbook'
import { defaults, owners, tableOf } from '../shared.ts'

const shop = 'shop_${i}'
const source = tableOf('raw', '${id}')
const target = tableOf('gold', '${id}')

interface Step { readonly id: string; readonly minutes: number }
const steps: readonly Step[] = [
  { id: 'clean', minutes: ${(i % 7) + 3} },
  { id: 'enrich', minutes: ${(i % 11) + 5} },
  { id: 'aggregate', minutes: ${(i % 5) + 10} },
  { id: 'rank', minutes: 4 },
]

export const ${name}Dag = new Dag('${id}', {
  schedule: '${i % 60} ${i % 24} * * *',
  startDate: '2026-01-01',
  description: \`Daily load of ${name} for \${shop}.\`,
  tags: ['${name}', 'generated'],
  owners,
  defaults,
})

const waitFor = ${name}Dag.fileSensor('wait_for_export', {
  filepath: \`/exports/\${shop}/{{ ds }}/${name}.csv\`,
  pokeInterval: minutes(2),
  timeout: minutes(${60 + (i % 30)}),
  mode: 'reschedule',
})
const load = ${name}Dag.sql('load', {
  sql: \`insert into \${source} select * from staging.${name} where shop = '\${shop}' and day = '{{ ds }}'\`,
  connId: 'warehouse',
})
const transforms = steps.map((step) => ${name}Dag.bash(\`transform_\${step.id}\`, {
  command: \`transform --step \${step.id} --table \${source} --day {{ ds }}\`,
  executionTimeout: minutes(step.minutes),
}))
const checks = ['nulls', 'ranges', 'duplicates'].map((check) => ${name}Dag.python(\`check_\${check}\`, {
  callable: \`quality.checks:\${check}\`,
  opKwargs: { table: target, limit: ${i % 100} },
  retries: 0,
}))
const publish = ${name}Dag.sql('publish', { sql: \`insert into \${target} select * from \${source} where day = '{{ ds }}'\`, connId: 'warehouse' })
const notify = ${name}Dag.email('notify', { to: 'team@example.com', subject: \`\${shop} {{ ds }}\`, htmlContent: 'Published.' })
const done = ${name}Dag.empty('done', { triggerRule: 'all_done' })

chain(waitFor, load, ...transforms, checks, publish, notify, done)
`
}

/** Writes a project of `count` DAG files, a hundred in a folder, into `folder`; with graphs that all have the same shape, or each its own. */
export const writeProject = (folder, count, { ownGraphs = false } = {}) => {
  mkdirSync(join(folder, 'dags'), { recursive: true })
  writeFileSync(join(folder, 'dags/shared.ts'), shared)
  for (let i = 0; i < count; i++) {
    const inner = join(folder, 'dags', `team-${String(Math.floor(i / 100)).padStart(2, '0')}`)
    if (i % 100 === 0) mkdirSync(inner)
    writeFileSync(join(inner, `pipeline-${i}.ts`), pipeline(i) + (ownGraphs ? shortcuts(i) : ''))
  }
}
