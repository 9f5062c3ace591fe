// What the templates of a DAG's page see besides its parts: the variables of orchestrator frameworks' templates, all of them for every DAG.
import type { Dag, Table, Value } from '#model'
import type { PageContext } from './context.ts'
import { dagSchedule, kindWords, purposeOf, taskSentences, taskWords } from './dag-words.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { factWords, placeText } from './fact-words.ts'
import { harmlessMarkdown } from './harmless-markdown.ts'
import { originOf } from './part-documentation.ts'
import { tableUses } from './relations.ts'
import { tasksInOrder } from './task-order.ts'
import { SafeText } from './template-values.ts'

/** The variables that a framework fills, and what they are where it says nothing: empty texts, but for `sqls`. */
export const frameworkVariables = [
  'title', 'essence', 'essence_extra', 'more_info', 'event_info', 'special_backfill_instructions', 'wide_tables_extra', 'tasks', 'group_tasks', 'scripts', 'sqls', 'ds_dag_root', 'created_by',
  'config_link', 'config_file', 'internal_dags', 'history_tables', 'wide_tables', 'local_config', 'run_type',
] as const
type FrameworkVariable = (typeof frameworkVariables)[number]

/** What a framework says of a DAG: texts are Markdown, everything else is data; what is not known is said in words. */
const said = (dag: Dag, context: PageContext): Readonly<Record<string, unknown>> => {
  const documentation = dag.documentation
  if (typeof documentation !== 'object' || documentation === null || Array.isArray(documentation)) return {}
  const given = Object.entries(documentation as Readonly<Record<string, Value>>).filter(([name, value]) => !name.startsWith('$') && value !== '' && value !== null)
  return Object.fromEntries(given.map(([name, value]) => {
    if (typeof value === 'string') return [name, new SafeText(linked(harmlessMarkdown(context.adopt(value, originOf(dag.at))), context))]
    return [name, Array.isArray(value) || typeof value !== 'object' ? value : factWords(value)]
  }))
}

/** Bold names of tables and DAGs as links: `* **prod.wt.sites** (updated by …)`. */
const linked = (text: string, context: PageContext): string => text.replace(/^((?:\* |\d+\. ))\*\*([^*\n]+)\*\*/gm, (all, mark: string, name: string) => {
  const target = context.directory.find('table', name) ?? context.directory.find('dag', name)
  return target === undefined ? all : `${mark}**[${escapeMarkdown(name)}](${context.relative(target) || '#'})**`
})

const titleOf = (dagId: string): string => dagId.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join(' ')

/** The tasks as the lines of a numbered list. */
const taskLines = (dag: Dag): string => {
  const sentences = taskSentences(dag)
  return tasksInOrder(dag).flatMap((task) => {
    const words = taskWords(task, sentences)
    return words === '' ? [] : [`1. **${escapeMarkdown(task.taskId)}**: ${escapeMarkdown(words)}`]
  }).join('\n\n')
}

const tablesOfRole = (dag: Dag, role: Table['role'], context: PageContext): string =>
  tableUses(dag).filter((use) => use.writes.length > 0 && context.table(use.table)?.role === role).map((use) => `* **${context.linkMarkdown('table', use.table)}**`).join('\n')

/** The internal DAGs of an orchestrator, each with its one sentence. */
const internalLines = (dag: Dag, context: PageContext): string => {
  const ids = [...new Set(tasksInOrder(dag).flatMap((task) => (typeof task.trigger?.dagId === 'string' ? [task.trigger.dagId] : [])))]
  return ids.map((dagId) => {
    const internal = context.dag(dagId), purpose = internal === undefined ? undefined : purposeOf(internal)
    return `1. **${context.linkMarkdown('dag', dagId)}**${purpose === undefined ? '' : `: ${escapeMarkdown(purpose)}`}`
  }).join('\n')
}

/** Where a DAG leads: its config, its owners, its tables, the DAGs around it. */
const linkLines = (dag: Dag, context: PageContext): string => {
  const { away, toward } = context.relationsOf(dag.dagId)
  const dags = (title: string, ids: readonly string[]): string[] => (ids.length === 0 ? [] : [`* ${title}: ${[...new Set(ids)].map((dagId) => context.linkMarkdown('dag', dagId)).join(', ')}`])
  const owners = context.ownership.ownersOf(dag), tables = tableUses(dag).map((use) => use.table)
  return [
    ...(dag.at === undefined ? [] : [`* Source: ${codeMarkdown(placeText(dag.at))}`]),
    ...(dag.pipeline === undefined ? [] : [`* Configuration: ${context.linkMarkdown('pipeline', dag.pipeline)}`]),
    ...(owners.length === 0 ? [] : [`* Owners: ${owners.map((owner) => context.linkMarkdown('owner', owner)).join(', ')}`]),
    ...(tables.length === 0 ? [] : [`* Tables: ${tables.map((table) => context.linkMarkdown('table', table)).join(', ')}`]),
    ...dags('Leads to', away.map((relation) => relation.to)), ...dags('Follows', toward.map((relation) => relation.from)),
  ].join('\n')
}

const purposeText = (dag: Dag): SafeText | string => {
  const purpose = purposeOf(dag)
  return purpose === undefined ? '' : new SafeText(escapeMarkdown(purpose))
}

/** What is taken for a variable where the framework says nothing of it. */
const usual = (dag: Dag, context: PageContext): Partial<Readonly<Record<FrameworkVariable, unknown>>> => {
  const pipeline = dag.pipeline === undefined ? undefined : context.model.pipelines.find((each) => each.name === dag.pipeline)
  return {
    title: titleOf(dag.dagId), essence: purposeText(dag), tasks: new SafeText(taskLines(dag)), sqls: [],
    internal_dags: new SafeText(internalLines(dag, context)), history_tables: new SafeText(tablesOfRole(dag, 'history', context)), wide_tables: new SafeText(tablesOfRole(dag, 'wide', context)),
    created_by: new SafeText(context.ownership.ownersOf(dag).map((owner) => context.linkMarkdown('owner', owner)).join(', ')),
    config_link: pipeline === undefined ? '' : new SafeText(context.linkMarkdown('pipeline', pipeline.name)), config_file: pipeline?.at?.file ?? '',
  }
}

/** The variables of a DAG's templates; dagbook's own templates print only what a framework says of most. */
export const dagVariables = (dag: Dag, context: PageContext, isOwnTemplate: boolean): Record<string, unknown> => {
  const framework = said(dag, context)
  const fallback: Partial<Readonly<Record<FrameworkVariable, unknown>>> = isOwnTemplate ? usual(dag, context) : { essence: purposeText(dag) }
  return {
    ...Object.fromEntries(frameworkVariables.map((name) => [name, framework[name] ?? fallback[name] ?? ''])),
    ...(dag.kind === 'orchestrator' && isOwnTemplate && { internal_dags: new SafeText(internalLines(dag, context)) }),
    links: isOwnTemplate ? new SafeText(linkLines(dag, context)) : '', framework: Object.keys(framework).length > 0,
    dag, dag_id: dag.dagId, purpose: purposeOf(dag), schedule: dagSchedule(dag.schedule), kind: kindWords[dag.kind],
  }
}
