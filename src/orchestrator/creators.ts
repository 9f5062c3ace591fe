// Where the SQL of a pipeline comes from: one class of your own for its tables, one for its events.
import type { Json } from '#author'

/** Makes the statements that `newTaskCreateTable({ sqlIndex })` runs. */
export abstract class SqlCreator {
  /** The name of your class, for the documentation. */
  abstract readonly name: string
  /** The file it is in, relative to the root of the sources. */
  abstract readonly file: string
  /** The select statement of this index, on this input table. */
  abstract select(index: string, inputTable: string, options: { readonly [name: string]: Json }): string
}

/** Makes the statements that `newTasksStoreResults({ writeEvents: true })` runs. */
export abstract class EventCreator {
  /** The name of your class, for the documentation. */
  abstract readonly name: string
  /** The file it is in, relative to the root of the sources. */
  abstract readonly file: string
  /** The table that the events are put in, for the writer to fetch them from. */
  abstract readonly eventsTable: string
  /** The domain that the events belong to. */
  abstract readonly domain: string
  /** The kind of event. */
  abstract readonly evid: number
  /** Leaves rows out that have had such an event since this date; a template. Null: takes all. */
  readonly notSince: string | null = null
  /** The select statement of the events: it gives a column `msid` and whatever the event holds. */
  abstract select(queryType: string | undefined, sourceTable: string): string
}
