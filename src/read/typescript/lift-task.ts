// One task of the model from the record of one task.
import { groupKey, taskKey, taskKinds, type Assumption, type Task, type Value } from '#model'
import { classBrand, getProp, keysOf, originOf, presentOr, undefinedValue, type Abstract, type Obj } from '#value'
import { argValue } from './lift-arg.ts'
import { callbackFields, callbacksOf } from './lift-callback.ts'
import { alwaysThere, otherOptions, taskFields } from './lift-fields.ts'
import { asFlag, factOf, firstGiven, isEmpty, propOf, textOf } from './lift-fact.ts'
import { idOf } from './lift-id.ts'
import { mappedOf } from './lift-mapped.ts'
import { noteAssumed, noteSteering, settle, type LiftScope } from './lift-scope.ts'
import { always, repeatOf, waysText, type Way } from './lift-ways.ts'
import { optional, tableUse } from './lift-table.ts'
import { externalOptions, sensorOf, sensorOptions, triggerOf, triggerOptions, waitsFor } from './lift-wait.ts'
import { operators } from './lift-operators.ts'
import { optionFact } from './lift-option.ts'

/** A task's record with what surrounds it. */
export interface TaskEntry {
  readonly record: Obj
  readonly taskId: string
  /** Is all of its id known? */
  readonly whole: boolean
  /** The options, of all records where several of one id are one task. */
  readonly options: Abstract
  /** The ways in which it exists. */
  readonly ways: readonly Way[]
  /** Of those, the conditions that decide on its id. */
  readonly cases: readonly Way[]
  /** What its id rests on. */
  readonly assumed: readonly Assumption[]
}

const setupOptions = ['setup', 'teardown', 'expand', 'expandKwargs', 'inlets', 'outlets', 'reads', 'writes', 'dialect', 'to', 'condition']

/** The options that all tasks take up: what is left is an argument of the operator. */
const taken: ReadonlySet<string> = new Set([...taskFields.map((field) => field.option), ...callbackFields.map(([option]) => option), ...setupOptions, ...otherOptions])
const takenBy: Readonly<Record<string, ReadonlySet<string>>> = {
  sensor: new Set(sensorOptions), 'external-sensor': new Set([...sensorOptions, ...externalOptions]), trigger: new Set(triggerOptions),
  'short-circuit': new Set(['ignoreDownstreamTriggerRules']),
}

/** The task that a record gives. `scope` holds under the task's own conditions. */
export const liftTask = (scope: LiftScope, dagId: string, entry: TaskEntry, defaults: Abstract): Task => {
  const { record, taskId } = entry
  const options = settle(scope, entry.options)
  const group = propOf(scope, record, 'group')
  const layers = [options, ...groupDefaults(scope, group), settle(scope, defaults)]
  const given = (key: string): Abstract => ownOption(scope, options, key)
  const inherited = (key: string): Abstract => firstOption(scope, layers, key)
  const kind = taskKinds.find((each) => each === textOf(scope, record, 'kind')) ?? 'task'
  const operator = idOf(scope, propOf(scope, record, 'operator')).text
  const type = propOf(scope, record, 'type')
  const spec = classBrand(type) === 'dagbook/operator' ? propOf(scope, type, 'spec') : undefinedValue
  const sqlField = textOf(scope, spec, 'sqlField') ?? 'sql'
  const task = {
    id: taskKey(dagId, taskId), taskId,
    operator,
    kind,
    group: classBrand(group) === 'dagbook/group' ? groupKey(dagId, idOf(scope, propOf(scope, group, 'groupId')).text) : null,
  } as Task
  const at = originOf(record)
  if (at !== undefined) task.at = at
  addClass(task, scope, operator, spec)
  addFields(task, scope, inherited)
  addSetup(task, scope, given)
  if (kind === 'short-circuit') task.ignoreDownstreamTriggerRules = factOf(scope, given('ignoreDownstreamTriggerRules'), asFlag, true)!
  if (kind === 'sensor' || kind === 'external-sensor') task.sensor = sensorOf(scope, given)
  if (kind === 'trigger') task.trigger = triggerOf(scope, given)
  if (kind === 'external-sensor') task.waitsFor = waitsFor(scope, given)
  const mapped = mappedOf(scope, mappingOf(scope, given, group), (value) => argValue(scope, value))
  if (mapped !== undefined) task.mapped = mapped
  if (mayUseData(options, sqlField)) Object.assign(task, tableUse(scope, given, sqlField, textOf(scope, spec, 'dialect')))
  const callbacks = callbacksOf(scope, inherited)
  if (callbacks.length > 0) task.callbacks = callbacks
  task.args = argsOf(scope, options, inherited, kind, sqlField)
  if (entry.ways !== always) Object.assign(task, optional('when', waysText(entry.ways)), optional('repeat', repeatOf(entry.ways)))
  noteAssumed(scope, entry.assumed)
  noteSteering(scope, record)
  if (scope.assumed.length > 0) task.assumptions = [...scope.assumed]
  return task
}

/** The option of the first layer that gives it: the task's own, its groups', the DAG's defaults. */
const firstOption = (scope: LiftScope, layers: readonly Abstract[], key: string): Abstract => {
  for (let at = 0; at < layers.length; at++) {
    const value = ownOption(scope, layers[at]!, key)
    if (value.kind === 'choice') return firstGiven(scope, layers.slice(at).map((layer) => ownOption(scope, layer, key)))
    if (value.kind !== 'primitive' || value.value !== undefined) return value
  }
  return undefinedValue
}

const dataOptions = ['inlets', 'outlets', 'reads', 'writes']
/** Most tasks say nothing of tables: a quick look at their keys saves the rest. */
const mayUseData = (options: Abstract, sqlField: string): boolean =>
  options.kind !== 'object' || options.open !== undefined || options.props.has(sqlField) || dataOptions.some((key) => options.props.has(key))

/** An own option; undefined (the value) where it is not given, unknown where something unknown may give it. */
const ownOption = (scope: LiftScope, options: Abstract, key: string): Abstract => {
  if (options.kind !== 'object') return options.kind === 'primitive' ? undefinedValue : settle(scope, getProp(options, key))
  const own = options.props.get(key)
  if (own !== undefined && own.kind !== 'slot') return settle(scope, presentOr(own, undefinedValue))
  return own === undefined && options.open === undefined ? undefinedValue : settle(scope, getProp(options, key))
}

/** The defaults of the groups around a task, the innermost first. */
const groupDefaults = (scope: LiftScope, group: Abstract): Abstract[] => {
  const layers: Abstract[] = []
  for (let at = group, depth = 0; classBrand(at) === 'dagbook/group' && depth < 100; at = propOf(scope, at, 'parent'), depth++) {
    const defaults = propOf(scope, propOf(scope, at, 'options'), 'defaults')
    if (!isEmpty(defaults)) layers.push(defaults)
  }
  return layers
}

/** A task that is not mapped by itself is mapped by the nearest group that is. */
const mappingOf = (scope: LiftScope, given: (key: string) => Abstract, group: Abstract): ((key: string) => Abstract) => {
  if (!isEmpty(given('expand')) || !isEmpty(given('expandKwargs'))) return given
  for (let at = group, depth = 0; classBrand(at) === 'dagbook/group' && depth < 100; at = propOf(scope, at, 'parent'), depth++) {
    const expand = propOf(scope, propOf(scope, at, 'options'), 'expand')
    if (!isEmpty(expand)) return (key) => key === 'expand' ? expand : undefinedValue
  }
  return given
}

const addClass = (task: Task, scope: LiftScope, operator: string, spec: Abstract): void => {
  const known = operators.get(operator)
  const operatorClass = textOf(scope, spec, 'operatorClass') ?? known?.operatorClass ?? (operator.includes('.') ? operator : undefined)
  if (operatorClass !== undefined) task.operatorClass = operatorClass
  const declared = propOf(scope, spec, 'templateFields')
  const templateFields = isEmpty(declared) ? known?.templateFields : namesIn(argValue(scope, declared))
  if (templateFields !== undefined) task.templateFields = [...templateFields]
}
const namesIn = (value: Value): string[] => Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

const addFields = (task: Task, scope: LiftScope, inherited: (key: string) => Abstract): void => {
  const facts = task as unknown as Record<string, unknown>
  for (const { option, field, convert, default: scheduler, check } of taskFields) {
    const value = inherited(option)
    const always = alwaysThere.has(field)
    if (!always && value.kind === 'primitive' && value.value === undefined) continue
    const fact = optionFact(scope, option, value, convert, scheduler, check)
    if (fact !== undefined && (always || fact !== scheduler)) facts[field] = fact
  }
}

const addSetup = (task: Task, scope: LiftScope, given: (key: string) => Abstract): void => {
  const teardown = given('teardown')
  if (asFlag(scope, given('setup')) === true) task.setup = true
  if (!isEmpty(teardown) && asFlag(scope, teardown) !== false) task.teardown = true
}

const argsOf = (scope: LiftScope, options: Abstract, inherited: (key: string) => Abstract, kind: string, sqlField: string): Record<string, Value> => {
  const args: Record<string, Value> = {}
  const add = (key: string, value: Abstract): void => {
    if (!(value.kind === 'primitive' && value.value === undefined)) args[key.startsWith('$') ? `$${key}` : key] = argValue(scope, value)
  }
  for (const option of otherOptions) add(option, inherited(option))
  for (const key of optionKeys(options)) {
    if (key !== sqlField && !taken.has(key) && !takenBy[kind]?.has(key)) add(key, ownOption(scope, options, key))
  }
  return isOpen(options) ? { ...args, $open: true } : args
}

/** May there be further options, on whichever side of a choice? */
const isOpen = (options: Abstract): boolean =>
  options.kind === 'choice' ? isOpen(options.then) || isOpen(options.else) : options.kind === 'unknown' || (options.kind === 'object' && options.open !== undefined)

/** All keys that options may have, whichever side of a choice they are. */
const optionKeys = (options: Abstract): string[] =>
  options.kind === 'choice' ? [...new Set([...optionKeys(options.then), ...optionKeys(options.else)])] : keysOf(options)

