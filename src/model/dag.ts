// One DAG: its schedule, tasks, groups and edges.
import { Type, type Static } from 'typebox'
import { Place } from './place.ts'
import { Schedule } from './schedule.ts'
import { Callback, Task } from './task.ts'
import { Assumption, Fact, Value } from './value.ts'

const text = Fact(Type.String())

/** A parameter that a run can be given. */
export const Param = Type.Object({
  default: Value,
  /** JSON Schema of what is accepted. */
  schema: Type.Optional(Value),
  description: Type.Optional(text),
  at: Type.Optional(Place),
})
/** A task group; its id holds the prefixes of its parents. */
export const Group = Type.Object({
  id: Type.String(),
  groupId: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()]),
  label: Type.Optional(text),
  doc: Type.Optional(text),
  at: Type.Optional(Place),
})
/** A task group. */
export type Group = Static<typeof Group>
/** A dependency between two tasks of one DAG, by task id. */
export const Edge = Type.Object({
  from: Type.String(),
  to: Type.String(),
  label: Type.Optional(text),
  when: Type.Optional(Type.String({ description: 'The condition under which the edge exists.' })),
  at: Type.Optional(Place),
})
/** A dependency between two tasks of one DAG. */
export type Edge = Static<typeof Edge>

/** One DAG. */
export const Dag = Type.Object({
  id: Type.String({ description: '`dag:<dagId>`' }),
  dagId: Type.String(),
  system: Type.String({ description: '`dagbook`, `airflow`, `dbt` …' }),
  language: Type.String({ description: '`typescript`, `python` …' }),
  kind: Type.Union([Type.Literal('dag'), Type.Literal('orchestrator'), Type.Literal('internal')]),
  at: Type.Optional(Place),
  displayName: Type.Optional(text),
  description: Type.Optional(text),
  doc: Type.Optional(text),
  tags: Type.Array(text),
  owners: Type.Array(text),
  schedule: Fact(Schedule),
  timezone: text,
  startDate: Type.Optional(Fact(Type.Union([Type.String(), Type.Null()]))),
  endDate: Type.Optional(Fact(Type.Union([Type.String(), Type.Null()]))),
  catchup: Fact(Type.Boolean()),
  maxActiveRuns: Fact(Type.Integer()),
  maxActiveTasks: Fact(Type.Integer()),
  maxConsecutiveFailedDagRuns: Type.Optional(Fact(Type.Integer())),
  dagrunTimeoutMs: Type.Optional(Fact(Type.Union([Type.Integer(), Type.Null()]))),
  failFast: Type.Optional(Fact(Type.Boolean())),
  renderNative: Type.Optional(Fact(Type.Boolean())),
  isPausedUponCreation: Type.Optional(Fact(Type.Boolean())),
  params: Type.Record(Type.String(), Param),
  macros: Type.Optional(Type.Record(Type.String(), Value)),
  callbacks: Type.Array(Callback),
  tasks: Type.Array(Task),
  groups: Type.Array(Group),
  edges: Type.Array(Edge),
  complete: Type.Boolean({ description: 'False when tasks or edges may be missing; problems say why.' }),
  when: Type.Optional(Type.String({ description: 'The condition under which the DAG exists.' })),
  pipeline: Type.Optional(Type.String({ description: 'The name of the config object it was made from.' })),
  /** What an orchestrator framework hands its documentation template: plain data, by template variable. */
  documentation: Type.Optional(Value),
  assumptions: Type.Array(Assumption),
})
/** One DAG. */
export type Dag = Static<typeof Dag>

/** The files that a DAG and its tasks are written in, each once. */
export const filesOfDag = (dag: Dag): readonly string[] =>
  [...new Set([dag.at, ...dag.tasks.map((task) => task.at)].flatMap((at) => (at === undefined ? [] : [at.file])))]
