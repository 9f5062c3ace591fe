// From evaluated values to facts: the DAGs that were found, their tables, assets and config objects.
import { compareText, type Asset, type Dag, type Pipeline, type Place, type Problem, type Table } from '#model'
import { originOf, type Abstract, type Obj, atOf } from '#value'
import { argValue } from './lift-arg.ts'
import { asText, factOf, factsOf, propOf, textOf } from './lift-fact.ts'
import { entriesOf, findIn, nothingFound } from './find-dags.ts'
import { dagsHandedOver } from './handed-over.ts'
import { liftDag } from './lift-dag.ts'
import { handlersOf, liftHandler, reportUnplaced, type Handler } from './lift-handler.ts'
import { idOf, idsOf, idValue } from './lift-id.ts'
import { mergeDags, namedDags, type DagEntry } from './lift-merge.ts'
import { elementsOf, newLift, under, type Lift, type LiftScope, type Steered } from './lift-scope.ts'
import { sharedBy } from './lift-ways.ts'
import { declaredAsset, declaredTable, optional } from './lift-table.ts'

/** What evaluated values say. */
export interface Lifted {
  readonly dags: readonly Dag[]
  readonly tables: readonly Table[]
  readonly assets: readonly Asset[]
  readonly pipelines: readonly Pipeline[]
  /** Code for tasks of DAGs that another language declares. */
  readonly handlers: readonly Handler[]
  readonly problems: readonly Problem[]
}

/** What the evaluation noted beside the values. */
export interface EvaluationNotes {
  /** Pieces of code of which fixtures decided whether they run. */
  readonly steered?: readonly Steered[]
  /** Objects of the library that code which is not read has in its hands. */
  readonly handed?: ReadonlyMap<Obj, Place | undefined>
  /** The places of loops that it reported. */
  readonly loopsTold?: ReadonlySet<string>
}

/** Lifts everything in these values: module exports, and whatever was registered with a framework. What they leave out is as this scheduler has it. */
export const liftValues = (values: readonly Abstract[], scheduler?: Lift['scheduler'], notes: EvaluationNotes = {}): Lifted & { readonly records: ReadonlySet<Obj>; readonly handed: Lift['handed'] } => {
  const lift = newLift(scheduler, notes.steered, notes.loopsTold)
  const scope: LiftScope = { lift, path: undefined, assumed: [] }
  if (notes.handed !== undefined) lift.handed = dagsHandedOver(scope, notes.handed)
  const found = nothingFound()
  for (const value of values) findIn(scope, value, found)
  const handlers = [...found.handlers].map((record) => liftHandler(scope, record))
  const entries = entriesOf(found).filter((entry) => {
    const own = handlersOf(scope, entry)
    if (own !== undefined) handlers.push(...own)
    return own === undefined
  })
  noteTaskIds(scope, entries)
  const dags = mergeDags(scope, entries.flatMap((entry) => namedDags(scope, entry))).map((entry) => liftDag(scope, entry))
  for (const entry of entries) reportUnplaced(scope, entry)
  for (const record of found.declared) (isTable(scope, record) ? lift.tables : lift.assets).set(record, undefined)
  return {
    dags,
    tables: [...lift.tables.keys()].flatMap((record) => declaredTable(scope, record)),
    assets: [...lift.assets.keys()].flatMap((record) => declaredAsset(scope, record)),
    pipelines: [...lift.pipelines].map(([record, name]) => liftPipeline(scope, record, name)),
    handlers,
    problems: lift.problems,
    records: new Set(found.dags.keys()),
    handed: lift.handed,
  }
}

/** Notes the ids of all tasks before any DAG is lifted: they refer to each other. */
const noteTaskIds = (scope: LiftScope, entries: readonly DagEntry[]): void => {
  for (const { record, ways } of entries) {
    const inside: LiftScope = { ...under(scope, sharedBy(ways)), assumed: [] }
    for (const leaf of elementsOf(inside, propOf(inside, record, 'tasks')).leaves) {
      const at: LiftScope = { ...under(inside, leaf.when), assumed: [] }
      if (leaf.value.kind === 'object') scope.lift.taskIds.set(leaf.value, idValue(idsOf(at, propOf(at, leaf.value, 'taskId'))))
    }
  }
}

const isTable = (scope: LiftScope, record: Obj): boolean => textOf(scope, record, 'brand') === 'dagbook/table'

/** A config object with every setting, each with its value, layer and place. */
const liftPipeline = (scope: LiftScope, record: Obj, name: string): Pipeline => ({
  name,
  ...atOf(record),
  layers: factsOf(scope, propOf(scope, record, 'layers'), asText).filter((layer) => typeof layer === 'string'),
  settings: elementsOf(scope, propOf(scope, record, 'settings')).leaves.map(({ value, when }) => {
    const at = under(scope, when)
    const setting = propOf(at, value, 'value')
    const place = originOf(setting) ?? originOf(value)
    const layer = factOf(at, propOf(at, value, 'layer'), asText, '')!
    return {
      path: idOf(at, propOf(at, value, 'path')).text,
      value: argValue(at, setting),
      layer: typeof layer === 'string' ? layer : '{?}',
      ...optional('scope', textOf(at, value, 'scope')),
      ...(place && { at: place }),
    }
  }).sort((a, b) => compareText(a.path, b.path) || compareText(a.scope ?? '', b.scope ?? '')),
})
