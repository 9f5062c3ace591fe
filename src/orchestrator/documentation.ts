// What a pipeline tells the documentation templates: plain data by template variable, collected while the tasks are made.
import { sentenceOf, titleOf } from './names.ts'

/** A statement that a task runs, for the section of statements. */
export interface DocumentedSql {
  /** The task. */
  readonly id: string
  /** The statement as written. */
  readonly sql: string
  /** The fence that holds it: longer than any run of backticks in it. */
  readonly fence: string
}

/**
 * The template variables of `orchestrator_doc.md` and `dag_doc.md`: both templates get all of them, spelled as templates
 * spell names. Texts are Markdown; what does not apply is '' (or an empty list). An orchestrator's page lists its
 * `group_tasks`, then its `tasks`; an internal DAG's has `essence_extra` behind its `essence`.
 */
export interface Documentation {
  /** Which template it is for. */
  template: 'orchestrator_doc.md' | 'dag_doc.md'
  /** The DAG's id in words. */
  title: string
  /** What it is for, in one sentence. */
  essence: string
  /** A list of what else it does: keeps history, updates the wide table, writes events. */
  essence_extra: string
  /** Free text of the author. */
  more_info: string
  /** Free text of the author, on events. */
  event_info: string
  /** Free text of the author, on backfills. */
  special_backfill_instructions: string
  /** Free text of the author, on wide tables. */
  wide_tables_extra: string
  /** The numbered list of tasks: lines `1. **id**: text`. */
  tasks: string
  /** The tasks that an orchestrator has for each internal DAG, as such lines; ids end in the DAG's id. */
  group_tasks: string
  /** Where the code behind the tasks is, one paragraph each. */
  scripts: string
  /** The statements that tasks run. */
  sqls: DocumentedSql[]
  /** The address of the framework's own sources. */
  ds_dag_root: string
  /** Who made it. */
  created_by: string
  /** The address of the config. */
  config_link: string
  /** The numbered list of internal DAGs with their essence. */
  internal_dags: string
  /** The list of tables that keep history. */
  history_tables: string
  /** The list of wide tables, each with the DAG that updates it. */
  wide_tables: string
  /** What is different locally, as text; '' in production. */
  local_config: string
  /** The run type of an orchestrator. */
  run_type: string
}

/** What only the author of a pipeline can say about a DAG: set it before `finishCreatingDags()`. */
export interface AuthorNotes {
  /** Whatever readers should know. */
  moreInfo?: string
  /** What the events are and who reads them. */
  eventInfo?: string
  /** What to mind when this is run for the past. */
  specialBackfillInstructions?: string
  /** What to mind about the wide tables. */
  wideTablesExtra?: string
}

/** Collects what is to be said about one DAG. */
export class DocumentationWriter {
  /** What the templates get; complete when the DAG is finished. */
  readonly data: Documentation
  private readonly fileRoot: string
  private readonly taskLines: string[] = []
  private readonly groupLines: string[] = []
  private readonly scriptLines: string[] = []
  private readonly extraLines: string[] = []
  constructor(template: Documentation['template'], dagId: string, fileRoot: string) {
    this.fileRoot = fileRoot
    this.data = {
      template, title: titleOf(dagId), essence: '', essence_extra: '', more_info: '', event_info: '', special_backfill_instructions: '', wide_tables_extra: '',
      tasks: '', group_tasks: '', scripts: '', sqls: [], ds_dag_root: fileRoot === '' ? '' : `${fileRoot}/ds/ds_dag/`, created_by: '', config_link: '',
      internal_dags: '', history_tables: '', wide_tables: '', local_config: '', run_type: '',
    }
  }
  /** A line of the task list. */
  task(id: string, text: string): void {
    this.taskLines.push(`1. **${id}**: ${text}`)
  }
  /** A line of the list of tasks that every internal DAG has in an orchestrator. */
  groupTask(id: string, text: string): void {
    this.groupLines.push(`1. **${id}**: ${text}`)
  }
  /** A bullet behind the essence. */
  extra(id: string, text: string): void {
    this.extraLines.push(`* **${id}**: ${text}`)
  }
  /** Says where the configuration is. */
  config(link: string): void {
    this.data.config_link = link
    if (link !== '') this.scriptLines.push(`The configuration is in ${link}.`)
  }
  /** Says which script does a task; `own`: it is not one of the framework's. */
  script(id: string, file: string, own: boolean): void {
    this.scriptLines.push(`${sentenceOf(id)} is done by ${own ? 'the custom script' : "the framework's"} ${this.link(file.slice(file.lastIndexOf('/') + 1), file)}.`)
  }
  /** Says which class makes a statement. */
  creator(what: 'SQL' | 'Event SQL', name: string, file: string, index: string): void {
    this.scriptLines.push(`The ${what} is created by ${this.link(name, file)}${index === '' ? '' : ` using the index ${index}`}.`)
  }
  /** Says which function does a task. */
  callable(id: string, callable: string): void {
    this.scriptLines.push(`**${id}** is performed by \`${callable}\`.`)
  }
  /** Says anything else about the code. */
  line(text: string): void {
    this.scriptLines.push(text)
  }
  /** Shows a statement. */
  sql(id: string, sql: string): void {
    let fence = '```'
    while (sql.includes(fence)) fence += '`'
    this.data.sqls.push({ id, sql, fence })
  }
  /** Puts everything that was collected in place. */
  finish(notes: AuthorNotes): void {
    this.data.tasks = this.taskLines.join('\n\n')
    this.data.group_tasks = this.groupLines.join('\n\n')
    this.data.scripts = this.scriptLines.join('\n\n')
    this.data.essence_extra = this.extraLines.length === 0 ? '' : `\n\nAlso:\n\n${this.extraLines.join('\n')}`
    this.data.more_info = notes.moreInfo ?? ''
    this.data.event_info = notes.eventInfo ?? ''
    this.data.special_backfill_instructions = notes.specialBackfillInstructions ?? ''
    this.data.wide_tables_extra = notes.wideTablesExtra ?? ''
  }
  /** A link to a source file; plain where it is not known where the sources are. */
  link(text: string, file: string): string {
    if (this.fileRoot === '') return `\`${text}\``
    return `[${text}](${this.fileRoot}${file.startsWith('/') ? '' : '/'}${file})`
  }
}
