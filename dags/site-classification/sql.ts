// Where the pipeline's statements come from: files in `sql/`, with the names of this run's tables put in.
import { readFileSync } from 'node:fs'
import { EventCreator, SqlCreator } from 'dagbook/orchestrator'
import type { Json } from 'dagbook'

/** The text of a file in `sql/` without the comment that opens it. */
const read = (name: string): string => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8').replace(/^--.*\n/, '').trimEnd()

/** The statements that make tables: `{input_table}` and every `{option}` of a file are replaced. */
export class SiteSql extends SqlCreator {
  readonly name = 'SiteSql'
  readonly file = 'site-classification/sql.ts'
  select(index: string, inputTable: string, options: { readonly [name: string]: Json }): string {
    let text = read(index).replaceAll('{input_table}', inputTable)
    for (const [name, value] of Object.entries(options)) text = text.replaceAll(`{${name}}`, String(value))
    return text
  }
}

/** What happened to a site, for everybody who subscribed to it. */
export class SiteEvents extends EventCreator {
  readonly name = 'SiteEvents'
  readonly file = 'site-classification/sql.ts'
  readonly eventsTable = 'prod.sc.events_tmp'
  readonly domain = 'sites'
  readonly evid = 42
  override readonly notSince = "{{ macros.ds_add(ds, -30) }}"
  select(queryType: string | undefined, sourceTable: string): string {
    switch (queryType) {
      case 'topic_changed': return `select msid, topic as label from ${sourceTable} where topic_confidence >= 0.8`
      case 'became_unsafe': return `select msid, 'unsafe' as label from ${sourceTable} where is_unsafe = 1`
      default: throw new Error(`There are no events of the type '${queryType}'`)
    }
  }
}
