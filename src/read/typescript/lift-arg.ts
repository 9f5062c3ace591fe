// Arguments of operators: plain data, in which references stand for what they name.
import type { Value } from '#model'
import { classBrand, originOf, type Abstract, type Obj, nameOf } from '#value'
import { dagIdOf, taskIdValue } from './lift-callback.ts'
import { idOf } from './lift-id.ts'
import { asText, factOf, propOf, type Convert } from './lift-fact.ts'
import { valueIn, type LiftScope } from './lift-scope.ts'
import { nameFact } from './lift-table.ts'

/** An argument as JSON: tables and assets as their names, statements as their text, tasks as the template that gets their output. */
export const argValue = (scope: LiftScope, value: Abstract): Value => valueIn(scope, value, (obj) => referenceValue(scope, obj))

/** Code that a task is given, such as the handler of Airflow's TypeScript SDK: its name and its place are all there is to know. */
const codeOf = (obj: Obj): Value => {
  const { of: name } = nameOf(obj)
  const at = originOf(obj)
  return { function: name ?? null, ...(at && { at }) }
}

/** The template that gets the output of a task. */
const pullOf: Convert<string> = (scope, id) => `{{ ti.xcom_pull(task_ids='${asText(scope, id)}') }}`

const referenceValue = (scope: LiftScope, obj: Obj): Value | undefined => {
  if (obj.type === 'function') return codeOf(obj)
  switch (classBrand(obj)) {
    case 'dagbook/table': case 'dagbook/asset': return nameFact(scope, obj) as Value
    case 'dagbook/sql': return valueIn(scope, propOf(scope, obj, 'text'))
    case 'dagbook/dag': return dagIdOf(scope, obj)
    case 'dagbook/task': return factOf(scope, taskIdValue(scope, obj), pullOf)!
    case 'dagbook/group': return idOf(scope, propOf(scope, obj, 'groupId')).text
    case 'dagbook/param': return argValue(scope, propOf(scope, obj, 'default'))
    default: return undefined
  }
}
