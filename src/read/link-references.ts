// References from one DAG to another: what triggers, waits for or restores a DAG that these sources do not have.
import type { Dag, Place, Problem } from '#model'

interface Reference { readonly dagId: unknown; readonly taskIds?: unknown; readonly says: string; readonly at: Place | undefined }

/** A note for every reference to a DAG, or to a task of it, that was not found. */
export const referenceProblems = (dags: readonly Dag[]): Problem[] => {
  const byId = new Map(dags.map((dag) => [dag.dagId, dag]))
  return dags.flatMap((dag) => referencesOf(dag).flatMap((reference): Problem[] => {
    const { dagId, says, at } = reference
    if (typeof dagId !== 'string' || dagId.includes('{{')) return []
    const target = byId.get(dagId)
    if (target === undefined) {
      return [{
        code: 'unknown-dag', severity: 'note', message: `${says} the DAG \`${dagId}\`, which is not in these sources.`, ...(at && { at }),
        help: 'If it is meant to be here, check its id and that its file is read; if another project has it, nothing is to be done.',
      }]
    }
    const missing = target.complete && Array.isArray(reference.taskIds)
      ? reference.taskIds.filter((id): id is string => typeof id === 'string' && !id.includes('{{') && !target.tasks.some((task) => task.taskId === id)) : []
    return missing.map((id) => ({
      code: 'unknown-task', severity: 'warning', message: `${says} the task \`${id}\` of the DAG \`${dagId}\`, which has no such task.`, ...(at && { at }),
      help: 'Name a task with its group prefix, as the scheduler has it.',
    }))
  }))
}

const referencesOf = (dag: Dag): Reference[] => [
  ...dag.callbacks.flatMap((callback) => (callback.triggers ?? []).map((dagId) =>
    ({ dagId, says: `On ${callback.on}, the DAG \`${dag.dagId}\` triggers`, at: callback.at ?? dag.at }))),
  ...dag.tasks.flatMap((task): Reference[] => {
    if (task.trigger === undefined && task.waitsFor === undefined && task.callbacks === undefined) return []
    const who = `The task \`${task.taskId}\` of \`${dag.dagId}\``
    return [
      ...(task.trigger ? [{ dagId: task.trigger.dagId, says: `${who} triggers`, at: task.at }] : []),
      ...(task.waitsFor ? [{ dagId: task.waitsFor.dagId, taskIds: task.waitsFor.taskIds, says: `${who} waits for`, at: task.at }] : []),
      ...(task.callbacks ?? []).flatMap((callback) => (callback.triggers ?? []).map((dagId) =>
        ({ dagId, says: `On ${callback.on}, ${who[0]!.toLowerCase()}${who.slice(1)} triggers`, at: callback.at ?? task.at }))),
    ]
  }),
]
