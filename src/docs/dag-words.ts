// A DAG and its tasks in a few words: what the list of DAGs, the head of a page and the templates say of them.
import { isKnown, type Dag, type Fact, type Schedule, type Task, type Value } from '#model'
import { scheduleWords } from '#time'
import { compactWords, factWords, unknownWords, unlessSet } from './fact-words.ts'
import { splitFrontMatter } from './front-matter.ts'

// Many pages say when a DAG runs.
const schedules = new WeakMap<object, string>()

/** When a DAG runs, in words; what is not known says so, places left out. */
export const dagSchedule = (schedule: Fact<Schedule>): string => {
  const known = schedules.get(schedule) ?? wordsOf(schedule)
  schedules.set(schedule, known)
  return known
}

const wordsOf = (schedule: Fact<Schedule>): string => {
  if (!('kind' in schedule)) return factWords(schedule)
  const usual = withoutOverride(schedule)
  if (usual !== undefined) return `${wordsOf(usual.schedule)}, unless ${usual.name} is set`
  return scheduleWords(schedule, (fact) => (typeof fact === 'object' && '$unknown' in fact ? unknownWords(fact) : factWords(fact as Value)))
}

/** A schedule whose cron is a default that the environment may override: the default, and the variable that does. */
export const withoutOverride = (schedule: Fact<Schedule>): { readonly schedule: Schedule; readonly name: string } | undefined => {
  if (!('kind' in schedule) || schedule.kind !== 'cron' || typeof schedule.expression !== 'object' || !('$choice' in schedule.expression)) return undefined
  const { when, then, else: other } = (schedule.expression as { readonly $choice: { readonly when: string; readonly then: Value; readonly else: Value } }).$choice
  const unless = unlessSet(when, then)
  return unless === undefined || typeof other !== 'string' ? undefined : { schedule: { ...schedule, expression: other }, name: unless.name }
}

/** Is the schedule known in full? */
export const isScheduleKnown = (schedule: Fact<Schedule>): boolean => isKnown(schedule as unknown as Value)

/** What kind of DAG it is, in words. */
export const kindWords: Readonly<Record<Dag['kind'], string>> = { dag: 'DAG', orchestrator: 'orchestrator', internal: 'internal DAG' }

// Markdown and HTML marks that would only be in the way on one line.
const bare = (markdown: string): string => markdown.replace(/<[^>]*>/g, '').replace(/\[\[[a-z]+:([^[\]|]+)(?:\|([^[\]]+))?\]\]/g, (_, name: string, text: string | undefined) => text ?? name).replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/(\*\*|__|`)/g, '').trim()

/** The first sentence of a Markdown text, headings and code left out; undefined where there is none. */
export const firstSentence = (markdown: string): string | undefined => {
  const paragraphs = splitFrontMatter(markdown.slice(0, 10_000)).text.replace(/```[\s\S]*?(```|$)/g, '').split(/\n\s*\n/)
  const paragraph = paragraphs.map((each) => each.trim()).find((each) => each !== '' && !/^([#|<>]|[-*+] |\d+\. |---)/.test(each))
  if (paragraph === undefined) return undefined
  const text = bare(paragraph.replace(/\s+/g, ' '))
  const end = /[.!?](?=\s+\p{Lu})/u.exec(text)
  const sentence = end === null ? text : text.slice(0, end.index + 1)
  return sentence.length <= 240 ? sentence : `${sentence.slice(0, 239).trimEnd()}…`
}

const said = (value: Value | undefined): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined)

/** One sentence on what a DAG is for: its description, its essence, or the first sentence of its documentation. */
export const purposeOf = (dag: Dag): string | undefined => {
  const documentation = dag.documentation as Readonly<Record<string, Value>> | undefined
  const essence = typeof documentation === 'object' ? said(documentation?.['essence']) : undefined
  const text = said(dag.description) ?? essence ?? said(dag.doc)
  return text === undefined ? undefined : firstSentence(text)
}

// Expressions that the scheduler renders later are too long for a line.
const short = (value: Value): string => compactWords(value).replace(/\{\{.*?\}\}/g, '{{…}}')
const most = 3
const names = (list: Value): string => {
  if (!Array.isArray(list)) return short(list)
  const shown = list.slice(0, most).map((each: Value) => short(each)).join(', ')
  return list.length > most ? `${shown} and ${list.length - most} more` : shown
}
const isEmpty = (list: Value | undefined): boolean => list === undefined || (Array.isArray(list) && list.length === 0)

/** Arguments that tell what a task does, by their names in TypeScript and in Python; the first that is given is used. */
const tellingArguments: readonly (readonly [names: readonly string[], verb: string])[] = [
  [['command', 'bashCommand', 'bash_command'], 'runs'],
  [['callable', 'pythonCallable', 'python_callable'], 'calls'],
  [['application'], 'submits'],
  [['image'], 'runs the image'],
  [['endpoint', 'url'], 'requests'],
  [['filepath'], 'looks for'],
  [['subject'], 'mails'],
]

const argumentWords = (task: Task): string => {
  const firstLine = (value: Value): string => {
    const [line = ''] = short(value).trim().split('\n')
    return [...line].length > 60 ? `${[...line].slice(0, 59).join('')}…` : line
  }
  for (const [names, verb] of tellingArguments) {
    const value = names.map((name) => (Object.hasOwn(task.args, name) ? task.args[name] : undefined)).find((each) => each !== undefined)
    if (value !== undefined && value !== null && !Array.isArray(value)) return `${verb} ${firstLine(value)}`
  }
  const [sql] = task.sql ?? []
  return sql === undefined ? '' : `runs ${firstLine(sql.text)}`
}

const tableWords = (task: Task): string => {
  const written = (task.writes ?? []).filter((write) => write.mode !== 'drop').map((write) => write.table)
  if (written.length > 0) return `writes ${names(written)}`
  if (task.writes !== undefined && task.writes.length > 0) return `drops ${names(task.writes.map((write) => write.table))}`
  return task.reads !== undefined && task.reads.length > 0 ? `reads ${names(task.reads)}` : ''
}

/** What a branch leads to, the prefix of the branch's own group left out. */
const namesInside = (task: Task): Value => {
  const to: Value = task.branch?.to ?? []
  const prefix = task.group === null ? '' : task.taskId.slice(0, task.taskId.lastIndexOf('.') + 1)
  return Array.isArray(to) ? to.map((each: Value) => (typeof each === 'string' && prefix !== '' && each.startsWith(prefix) ? each.slice(prefix.length) : each)) : to
}

/** The sentences that an orchestrator framework's list of tasks has for them, by task id. */
export const taskSentences = (dag: Dag): ReadonlyMap<string, string> => {
  const documentation = dag.documentation as Readonly<Record<string, Value>> | undefined
  const list = typeof documentation === 'object' ? said(documentation?.['tasks']) : undefined
  return new Map((list ?? '').split('\n').flatMap((line) => {
    const [, id, text = ''] = /^\d+\. \*\*([^*]+)\*\*: (.+)$/.exec(line) ?? []
    const sentence = firstSentence(text)
    return id === undefined || sentence === undefined ? [] : [[id, sentence] as const]
  }))
}

/** What a task does, in a few words: its author's, those of the `sentences` about it, or what its settings tell. */
export const taskWords = (task: Task, sentences: ReadonlyMap<string, string>): string => {
  const doc = said(task.doc)
  const sentence = doc === undefined ? sentences.get(task.taskId) : firstSentence(doc)
  if (sentence !== undefined) return sentence
  if (task.trigger !== undefined) return `triggers ${short(task.trigger.dagId)}${task.trigger.waitForCompletion === true ? ' and waits for it' : ''}`
  if (task.waitsFor !== undefined) return `waits for ${isEmpty(task.waitsFor.taskIds) ? '' : `${names(task.waitsFor.taskIds!)} of `}${short(task.waitsFor.dagId)}`
  if (task.kind === 'branch') return isEmpty(task.branch?.to) ? 'chooses what runs next' : `chooses: ${names(namesInside(task))}`
  if (task.kind === 'short-circuit') return 'goes on only if its condition holds'
  if (task.kind === 'latest-only') return 'goes on only in the latest run'
  return tableWords(task) || argumentWords(task)
}

const holdsUnknown = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(holdsUnknown)
  const form = value as Readonly<Record<string, unknown>>
  if (form['$unknown'] !== undefined) return form['$unknown'] !== 'redacted'
  if ('$choice' in form || '$template' in form || '$maybe' in form || '$open' in form) return true
  return Object.values(form).some(holdsUnknown)
}

/** Was a task read in full: nothing unknown, guarded or assumed? Hidden secrets count as read. */
export const isFullyRead = (task: Task): boolean =>
  task.when === undefined && task.repeat === undefined && (task.assumptions ?? []).length === 0 && !holdsUnknown(task)
