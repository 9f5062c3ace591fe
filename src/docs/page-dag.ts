// The pages of DAGs and of the task groups in them.
import type { Dag, Group } from '#model'
import type { BookContext, PageContext } from './context.ts'
import { dagVariables } from './dag-variables.ts'
import { dagSchedule, purposeOf } from './dag-words.ts'
import { groupsWithTasks } from './directory.ts'
import { backfillPart } from './part-backfill.ts'
import { callbacksPart } from './part-callbacks.ts'
import { dagChangesPart } from './part-changes.ts'
import { dagConfigPart } from './part-config.ts'
import { undescribedPart } from './part-coverage.ts'
import { descriptionPart, documentationPart } from './part-documentation.ts'
import { graphPart } from './part-graph.ts'
import { groupFactsPart, groupHeadPart, groupTasksPart, groupTitle, insideOf } from './part-group.ts'
import { factsPart, headingPart } from './part-head.ts'
import { internalsPart } from './part-internals.ts'
import { paramsPart } from './part-params.ts'
import { problemsPart } from './part-problems.ts'
import { relationsPart } from './part-relations.ts'
import { runsPart } from './part-runs.ts'
import { settingsPart } from './part-settings.ts'
import { tablesPart } from './part-tables.ts'
import { tasksPart } from './part-tasks.ts'
import type { PageInput, PagePlan } from './render-page.ts'
import type { TemplateSet } from './template-set.ts'

const dagPage = async (dag: Dag, context: PageContext, set: TemplateSet): Promise<PageInput> => {
  const documentation = documentationPart(dag, context)
  if (documentation?.document.wrong !== undefined) {
    set.problems.push({ code: 'documentation', severity: 'warning', message: `The documentation of \`${dag.dagId}\`: ${documentation.document.wrong}`, ...(dag.at !== undefined && { at: dag.at }) })
  }
  const purpose = purposeOf(dag)
  const template = dag.kind === 'orchestrator' ? 'orchestrator_doc.md' : 'dag_doc.md'
  return {
    kind: 'dag', template, title: dag.dagId, dagId: dag.dagId,
    description: purpose ?? `${dag.dagId}: ${dag.tasks.length} tasks, ${dagSchedule(dag.schedule)}`,
    parts: {
      heading: headingPart(dag, context), facts: factsPart(dag, context), graph: await graphPart(dag, context.layouts), tasks: tasksPart(dag, context), tables: tablesPart(dag, context),
      internals: dag.kind === 'orchestrator' ? internalsPart(dag, context) : undefined,
      relations: relationsPart(dag, context), params: paramsPart(dag, context), runs: runsPart(dag, context), settings: settingsPart(dag, context), config: dagConfigPart(dag, context), backfill: backfillPart(dag, context), callbacks: callbacksPart(dag, context),
      documentation, undescribed: undescribedPart(dag, context), changes: dagChangesPart(dag, context), problems: problemsPart(context.problemsOf(dag), context),
    },
    variables: dagVariables(dag, context, set.isOwn(template)), partVariables: { graphs: 'graph' },
    ...(documentation !== undefined && { inner: { documentation: documentation.document.headings }, hasMermaid: documentation.document.hasMermaid }),
  }
}

const groupPage = async (dag: Dag, group: Group, context: PageContext): Promise<PageInput> => {
  const inside = insideOf(dag, group)
  const href = (taskId: string): string => {
    const target = context.directory.find('task', `${dag.dagId}/${taskId}`)!
    return context.url(target.path, target.anchor)
  }
  return {
    kind: 'group', template: 'group_doc.md', title: `${group.groupId} of ${dag.dagId}`, description: `${groupTitle(group)}: a task group of ${dag.dagId}`,
    parts: {
      heading: groupHeadPart(inside, context), facts: groupFactsPart(inside, context), description: descriptionPart(group.doc, group.at, context), graph: await graphPart(inside.inside, context.layouts, (task) => href(task.taskId)), tasks: groupTasksPart(inside, context),
    },
    variables: { dag, dag_id: dag.dagId, group, group_id: group.groupId, title: groupTitle(group), tasks: inside.inside.tasks },
  }
}

/** The page of every DAG, each followed by those of its groups. */
export const dagPlans = (context: BookContext, set: TemplateSet): PagePlan[] => context.model.dags.flatMap((dag): PagePlan[] => [
  { path: context.directory.find('dag', dag.dagId)!.path, make: (page) => dagPage(dag, page, set) },
  ...groupsWithTasks(dag).map((group): PagePlan => ({ path: context.directory.find('group', `${dag.dagId}/${group.groupId}`)!.path, make: (page) => groupPage(dag, group, page) })),
])
