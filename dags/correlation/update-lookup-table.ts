// Refreshes the table that says which technique an observed event is a sign of.
import { chain, Dag, sql, table } from 'dagbook'
import { fleet, seeAlso } from './settings.ts'

const signatures = table('intel.raw.signatures', {
  role: 'source', columns: { signature: 'varchar', technique: 'varchar', published_at: 'timestamp' },
})
/** Which technique a signature stands for; part 1 joins with it. */
export const techniqueLookup = table('intel.correlation.technique_lookup', {
  columns: { signature: 'varchar', technique: 'varchar', updated_on: 'date' },
  description: 'One row a signature: the technique it stands for, by the newest publication.',
})

export const updateLookupTable = new Dag('update_lookup_table', {
  ...fleet,
  description: 'Refreshes the lookup from signatures to techniques',
  docMd: `
Triggered by \`pipeline_part_1\` once it has enriched its input: new signatures that came with the file are looked up the next
time. Overwrites the whole table, which is small.
${seeAlso}`,
})

const check = updateLookupTable.sqlSensor('wait_for_signatures', {
  connId: 'warehouse', sql: sql`select 1 from ${signatures} where published_at >= timestamp '{{ ds }} 00:00:00' limit 1`,
  mode: 'reschedule', pokeInterval: 300, timeout: 3600, softFail: true,
})
const rebuild = updateLookupTable.sql('rebuild_lookup', {
  connId: 'warehouse',
  dialect: 'trino',
  sql: [
    sql`delete from ${techniqueLookup} where true`,
    sql`insert into ${techniqueLookup} (signature, technique, updated_on)
select signature, technique, date '{{ ds }}'
from (
  select signature, technique, row_number() over (partition by signature order by published_at desc) as nth
  from ${signatures}
) newest
where nth = 1`,
  ],
  writes: [{ table: techniqueLookup, mode: 'overwrite' }],
  triggerRule: 'none_failed',
})
chain(check, rebuild)
