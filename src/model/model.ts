// The model: everything that was read, as plain JSON. Site, exports, diffs and other tools rely on it (format version on top).
import { Type, type Static } from 'typebox'
import { Dag } from './dag.ts'
import { Place } from './place.ts'
import { Problem } from './problem.ts'
import { Fact, Value } from './value.ts'

/** The format of `model.json`. */
export const modelFormat = 'dagbook-model/1'

const text = Fact(Type.String())

/** A table that some task reads or writes, or that the sources declare. */
export const Table = Type.Object({
  id: Type.String({ description: '`table:<name>`, folded' }),
  name: Type.String({ description: 'As its author wrote it.' }),
  role: Type.Enum(['source', 'temporary', 'output', 'history', 'wide', 'dropped-rows', 'view', 'file', 'table']),
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.Optional(text), description: Type.Optional(text) })),
  writers: Type.Array(Type.String()),
  readers: Type.Array(Type.String()),
  description: Type.Optional(text),
  at: Type.Optional(Place),
})
/** A table. */
export type Table = Static<typeof Table>

/** Something that runs publish and schedules wait for. */
export const Asset = Type.Object({
  id: Type.String(),
  name: Type.String(),
  uri: Type.Optional(text),
  producers: Type.Array(Type.String(), { description: 'task ids' }),
  consumers: Type.Array(Type.String(), { description: 'dag ids' }),
  at: Type.Optional(Place),
})
/** An asset. */
export type Asset = Static<typeof Asset>

/** One leaf of a config object: its value, the layer that won and where it is written. */
export const Setting = Type.Object({
  path: Type.String({ description: 'e.g. `dags.sc_topic.wt`' }),
  value: Value,
  layer: Type.String({ description: 'Which layer won: `dag`, `run type`, `defaults`, `root`, `local` …' }),
  scope: Type.Optional(Type.String({ description: 'The DAG or run type that the value holds for.' })),
  at: Type.Optional(Place),
})
/** A config object that was read as config. */
export const Pipeline = Type.Object({
  name: Type.String(),
  at: Type.Optional(Place),
  layers: Type.Array(Type.String()),
  settings: Type.Array(Setting),
})
/** A config object that was read as config. */
export type Pipeline = Static<typeof Pipeline>

/** A source file, and how much of it was understood. */
export const SourceFile = Type.Object({
  path: Type.String(),
  language: Type.String(),
  read: Type.Union([Type.Literal('complete'), Type.Literal('partial'), Type.Literal('skipped')]),
  calls: Type.Array(Type.Object({
    name: Type.String(),
    kind: Type.Enum(['network', 'database', 'variable', 'connection', 'file', 'time', 'random']),
    at: Place,
  })),
  imports: Type.Array(Type.Object({ name: Type.String(), at: Place })),
  handlers: Type.Optional(Type.Array(Type.Object({
    dagId: Type.String({ description: 'Empty where the file leaves it open.' }),
    taskId: Type.String(),
    function: Type.Optional(Type.String({ description: 'Its name.' })),
    at: Type.Optional(Place),
  }), { description: 'Code that the file provides for tasks of DAGs that are declared in another language.' })),
})
/** A source file. */
export type SourceFile = Static<typeof SourceFile>

const counted = Type.Object({ known: Type.Integer(), total: Type.Integer() })
/** How much is known of all there is. Symbolic, opaque and assumed values are not `known`. */
export const Coverage = Type.Object({ files: counted, dags: counted, tasks: counted, values: counted })
/** How much is known of all there is. */
export type Coverage = Static<typeof Coverage>

/** Everything that was read. */
export const Model = Type.Object({
  format: Type.Literal(modelFormat),
  title: Type.Optional(Type.String()),
  environment: Type.Optional(Type.String({ description: 'The `--env` it was read for.' })),
  scheduler: Type.Optional(Type.Object({
    airflowVersion: Type.Optional(Type.String({ description: '`2.10`, `3`; 3 where it is left out.' })),
    croniter: Type.Optional(Type.Union([Type.Literal(6), Type.Literal(7)], { description: 'The major version of croniter that reads cron expressions; 7 where it is left out.' })),
  }, { description: 'The scheduler that the definitions are meant for.' })),
  dags: Type.Array(Dag),
  tables: Type.Array(Table),
  assets: Type.Array(Asset),
  pipelines: Type.Array(Pipeline),
  files: Type.Array(SourceFile),
  problems: Type.Array(Problem),
  coverage: Coverage,
})
/** Everything that was read. */
export type Model = Static<typeof Model>
