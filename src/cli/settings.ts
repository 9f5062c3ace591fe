// The settings of a project: what `dagbook.yaml` at its root may say. Every key is optional.
import { Type, type Static, type TObject, type TSchema } from 'typebox'

/** The name of the settings file. */
export const settingsFile = 'dagbook.yaml'

const text = (description: string) => Type.Optional(Type.String({ description }))
const patterns = (description: string) => Type.Optional(Type.Array(Type.String(), { description }))
const closed = <T extends Record<string, TSchema>>(properties: T, description: string): TObject<T> =>
  Type.Object(properties, { description, additionalProperties: false })

/** Values that definitions take from outside; what rests on one is shown as assumed. */
export const FixtureSettings = closed({
  env: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Environment variables by name.' })),
}, 'Values that definitions take from outside; what rests on one is shown as assumed.')

/** All of `dagbook.yaml`. */
export const Settings = closed({
  title: text('The title of the book; the name of the folder when left out.'),
  read: Type.Optional(closed({
    include: patterns('Only files that match one of these patterns are read: `dags/**`.'),
    exclude: patterns('Files that match one of these patterns are not read: `**/*.test.ts`.'),
    airflowVersion: Type.Optional(Type.String({ pattern: '^[23](\\.\\d+)*$', description: 'The version of Airflow that the definitions are meant for: `2.10` or `3.2`; 3 when left out. It decides on what holds where a DAG says nothing.' })),
    croniter: Type.Optional(Type.Union([Type.Literal(6), Type.Literal(7)], { description: 'The major version of croniter in that Airflow, which reads the cron expressions; 7 when left out.' })),
  }, 'Which files belong to the project, and what they are written for.')),
  fixtures: Type.Optional(FixtureSettings),
  environments: Type.Optional(Type.Record(Type.String(), closed({
    fixtures: Type.Optional(FixtureSettings),
  }, 'What holds in this environment, on top of what holds in all.'), { description: 'Environments by name, for `--env NAME`.' })),
  docs: Type.Optional(closed({
    min: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: 'So many percent have to be documented, 0 to 100; `dagbook build` exits with 1 where less are.' })),
    pages: text('The folder whose Markdown files are pages of the book; `docs` when left out.'),
    templates: text('A folder of Markdown templates that take the place of dagbook\'s own, by file name.'),
  }, 'The pages.')),
  site: Type.Optional(closed({
    base: text('The address under which the site is served: `/pipelines/`.'),
    search: Type.Optional(Type.Boolean({ description: 'Full-text search; `false` leaves it out.' })),
    sourceUrl: text('Where the sources can be looked at; `{path}` and `{line}` are filled in.'),
  }, 'The site.')),
}, 'Settings of dagbook.')
/** All of `dagbook.yaml`. */
export type Settings = Static<typeof Settings>
