// The pages of tables and of config objects, and the lists of them.
import type { Pipeline, Table } from '#model'
import type { BookContext } from './context.ts'
import { countWords } from './fact-words.ts'
import { allTablesPart, columnsPart, readersPart, tableDescription, tableFactsPart, tableHeadPart, writersPart } from './part-table.ts'
import { configFactsPart, configHeadPart, configPart, pipelineDags, pipelinesPart } from './part-config.ts'
import { descriptionPart } from './part-documentation.ts'
import { dagsPart } from './part-home.ts'
import type { PagePlan } from './render-page.ts'

const tablePlan = (table: Table, context: BookContext): PagePlan => ({
  path: context.directory.find('table', table.name)!.path,
  make: (page) => ({
    kind: 'table', template: 'table_doc.md', title: table.name, description: tableDescription(table),
    parts: { heading: tableHeadPart(table, page), facts: tableFactsPart(table, page), description: descriptionPart(table.description, table.at, page), columns: columnsPart(table, page), writers: writersPart(table, page), readers: readersPart(table, page) },
    variables: { table, name: table.name, role: table.role },
  }),
})

const pipelinePlan = (pipeline: Pipeline, context: BookContext): PagePlan => ({
  path: context.directory.find('pipeline', pipeline.name)!.path,
  make: (page) => ({
    kind: 'pipeline', template: 'config_doc.md', title: pipeline.name, description: `The configuration of ${pipeline.name}: ${countWords(pipeline.settings.length, 'value')}`,
    parts: { heading: configHeadPart(pipeline, page), facts: configFactsPart(pipeline, page), settings: configPart(pipeline, page), dags: dagsPart(pipelineDags(pipeline, page), page) },
    variables: { pipeline, name: pipeline.name, settings: pipeline.settings, layers: pipeline.layers },
  }),
})

/** The page of every table and the list of all of them. */
export const tablePlans = (context: BookContext): PagePlan[] => [
  { path: 'tables', make: (page) => ({ kind: 'list', template: 'tables.md', title: 'Tables', description: 'Every table that is read or written', parts: { tables: allTablesPart(page) }, variables: { model: page.model } }) },
  ...context.model.tables.map((table) => tablePlan(table, context)),
]

/** The page of every config object and the list of all of them; nothing where a project has none. */
export const pipelinePlans = (context: BookContext): PagePlan[] => context.model.pipelines.length === 0 ? [] : [
  { path: 'pipelines', make: (page) => ({ kind: 'list', template: 'pipelines.md', title: 'Configurations', description: 'Every config object that DAGs are made from', parts: { pipelines: pipelinesPart(page) }, variables: { model: page.model } }) },
  ...context.model.pipelines.map((pipeline) => pipelinePlan(pipeline, context)),
]
