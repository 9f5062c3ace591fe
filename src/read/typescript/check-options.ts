// Options that the authoring API does not have: whoever wrote them meant something that does not happen.
import { nearest } from '#model'
import { classBrand, keysOf, originOf, atOf, type Abstract, type Obj } from '#value'
import { propOf, textOf } from './lift-fact.ts'
import { report, type LiftScope } from './lift-scope.ts'
import { dagOptions, groupOptions, operatorOptions, type OptionNames } from './option-names.ts'

/** Reports options of a DAG that it does not take. Other frameworks say by themselves what they take. */
export const checkDagOptions = (scope: LiftScope, dag: Obj, spec: Abstract): void => {
  if (isOwn(scope, dag)) checkNames(scope, dag, 'a DAG', spec, dagOptions)
}

/** Reports options of a task group that it does not take. */
export const checkGroupOptions = (scope: LiftScope, dag: Obj, group: Obj, options: Abstract): void => {
  if (isOwn(scope, dag)) checkNames(scope, group, 'a task group', options, groupOptions)
}

/** Reports options of a task that its operator does not take; operators that are only known by name take anything. */
export const checkTaskOptions = (scope: LiftScope, dag: Obj, task: Obj, options: Abstract): void => {
  const operator = textOf(scope, task, 'operator')
  const names = operator === undefined ? undefined : operatorOptions.get(operator)
  if (names === undefined || !isOwn(scope, dag) || classBrand(propOf(scope, task, 'type')) === 'dagbook/operator') return
  checkNames(scope, task, `\`${operator}\``, options, names)
}

const isOwn = (scope: LiftScope, dag: Obj): boolean => textOf(scope, dag, 'system') === undefined

const checkNames = (scope: LiftScope, record: Obj, what: string, options: Abstract, names: OptionNames): void => {
  if (options.kind === 'choice') {
    checkNames(scope, record, what, options.then, names)
    return checkNames(scope, record, what, options.else, names)
  }
  for (const key of keysOf(options)) {
    if (names.has(key)) continue
    const value = propOf(scope, options, key)
    if (value.kind === 'primitive' && value.value === undefined) continue
    const at = originOf(value)
    const meant = nearest(key, [...names])
    report(scope, {
      code: 'option', severity: 'warning', message: `\`${key}\` is no option of ${what}, so it has no effect.`, ...(at === undefined ? atOf(record) : { at }),
      help: meant === undefined ? 'Leave it out, or see the type of the options for those that there are.' : `Did you mean \`${meant}\`?`,
    })
  }
}
