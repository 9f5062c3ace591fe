// Configuration: the page of a config object with every setting and where it comes from, and the same on the page of a DAG.
import { isSymbolic, type Dag, type Pipeline, type Place, type Value } from '#model'
import { scheduleWords } from '#time'
import { markup, type Markup, type Piece } from '#write'
import { anchorText } from './address.ts'
import { configSettings, scopeOf, settingsFor, type ConfigSetting, type ConfigValue } from './config-settings.ts'
import type { BookContext, PageContext } from './context.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { factMarkdown, placeMarkdown, tableMarkdown } from './fact-rows.ts'
import { countWords, factWords, numberWords } from './fact-words.ts'
import { countTile, headPart, tilesPart } from './head-markup.ts'
import { filterMarkup, listMarkup, listed } from './list-markup.ts'
import type { Part } from './page.ts'

const settingAnchor = (key: string): string => `setting-${anchorText(key)}`

const scheduleKeys = new Set(['kind', 'expression', 'timezone', 'timing', 'interval', 'runImmediately'])
/** Words for a schedule; undefined for any other value. Schedules are known by their settings. */
const scheduleOf = (value: Value): string | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isSymbolic(value)) return undefined
  if (!Object.keys(value).every((key) => scheduleKeys.has(key))) return undefined
  const { kind, expression, timezone } = value as Readonly<Record<string, Value | undefined>>
  if (kind !== 'cron' || typeof expression !== 'string') return undefined
  const words = scheduleWords({ kind: 'cron', expression, timezone: 'UTC', timing: 'data-interval' }, (fact) => factWords(fact as Value))
  return typeof timezone === 'string' ? words.replace(/UTC$/, () => timezone) : timezone === null || timezone === undefined ? words.replace(/, UTC$/, '') : undefined
}
const valueMarkdown = (value: Value): string => {
  const schedule = scheduleOf(value)
  return schedule === undefined ? factMarkdown(value, 'name') : escapeMarkdown(schedule)
}

const valueMarkup = (value: Value, context: BookContext): Markup => {
  const schedule = scheduleOf(value)
  return schedule === undefined ? plainMarkup(value, context) : markup`${schedule}`
}
const plainMarkup = (value: Value, context: BookContext): Markup =>
  typeof value === 'object' && value !== null && !isSymbolic(value) && JSON.stringify(value).length > 60 ? markup`<pre class="tall" tabindex="0"><code>${context.facts.json(value)}</code></pre>` : context.facts.name(value)
const placeOf = (at: Place | undefined, context: BookContext): Piece => (at === undefined ? markup`<span class="none">not known</span>` : context.facts.place(at))

/** DAGs as links, run types as words. */
const scopeMarkup = (scope: string, context: BookContext): Markup => (context.dag(scope) === undefined ? markup`${scope}` : context.link('dag', scope))
const whole = (setting: ConfigSetting): string => (setting.values.length === 1 ? 'everything' : 'everything else')
const holdsFor = (value: ConfigValue, setting: ConfigSetting, context: BookContext): Piece =>
  value.isGeneral ? whole(setting) : listed(value.scopes.map((scope) => scopeMarkup(scope, context)))
const holdsForMarkdown = (value: ConfigValue, setting: ConfigSetting, context: PageContext): string =>
  value.isGeneral ? whole(setting) : value.scopes.map((scope) => (context.dag(scope) === undefined ? escapeMarkdown(scope) : context.linkMarkdown('dag', scope))).join(', ')

/** The top of a config's page. */
export const configHeadPart = (pipeline: Pipeline, context: BookContext): Part => headPart({
  eyebrow: ['Configuration', pipeline.at && markup` · ${context.facts.place(pipeline.at)}`], name: pipeline.name,
  ...(pipeline.layers.length > 1 && { lead: `A setting may be written in several layers; the first of these that has it wins: ${pipeline.layers.join(', ')}.` }),
})

/** The strip of facts. */
export const configFactsPart = (pipeline: Pipeline, context: BookContext): Part => {
  const settings = configSettings(pipeline, (scope) => context.dag(scope) !== undefined)
  const scopes = [...new Set(pipeline.settings.flatMap((setting) => setting.scope ?? []))]
  const runTypes = scopes.filter((scope) => context.dag(scope) === undefined)
  return tilesPart([
    countTile('Settings', settings.length, '#settings'), { label: 'Differ', markdown: numberWords(settings.filter((setting) => setting.differs).length), html: numberWords(settings.filter((setting) => setting.differs).length) },
    countTile('DAGs', pipelineDags(pipeline, context).length, '#dags-made-from-it'),
    ...(runTypes.length > 0 ? [{ label: 'Run types', markdown: runTypes.map(escapeMarkdown).join(', '), html: listed(runTypes), className: 'middle' }] : []),
  ])
}

/** The DAGs that were made from a config. */
export const pipelineDags = (pipeline: Pipeline, context: BookContext): readonly Dag[] => context.model.dags.filter((dag) => dag.pipeline === pipeline.name)

const settingMarkup = (setting: ConfigSetting, context: BookContext): Markup => {
  const cells = (value: ConfigValue): Markup => markup`<td data-label="Value">${valueMarkup(value.value, context)}</td><td data-label="Holds for">${holdsFor(value, setting, context)}</td><td data-label="Layer">${value.layer}</td><td data-label="Written in">${placeOf(value.at, context)}</td>`
  const [first, ...others] = setting.values
  return markup`<tbody id="${settingAnchor(setting.key)}"${setting.differs && markup` data-differs`}><tr><th scope="rowgroup" rowspan="${setting.values.length}"><a href="#${settingAnchor(setting.key)}"><code>${breakable(setting.key)}</code></a></th>${cells(first!)}</tr>${others.map((value) => markup`<tr>${cells(value)}</tr>`)}</tbody>`
}

const head = ['Setting', 'Value', 'Holds for', 'Layer', 'Written in']

/** Every setting of a config with all its values; undefined where it has none. */
export const configPart = (pipeline: Pipeline, context: PageContext): Part | undefined => {
  const settings = configSettings(pipeline, (scope) => context.dag(scope) !== undefined)
  if (settings.length === 0) return undefined
  const differ = settings.filter((setting) => setting.differs).length
  const only = differ > 0 && differ < settings.length ? { name: 'differs', label: 'Only what differs' } : undefined
  return {
    markdown: tableMarkdown(head, settings.flatMap((setting) => setting.values.map((value, i) => [
      i === 0 ? codeMarkdown(setting.key) : '', valueMarkdown(value.value), holdsForMarkdown(value, setting, context), escapeMarkdown(value.layer), value.at === undefined ? 'not known' : placeMarkdown(value.at),
    ]))),
    html: markup`${filterMarkup('setting', 'setting, value, DAG, layer …', only)}<table class="list config" id="setting-list"><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>${
      settings.map((setting) => settingMarkup(setting, context))}</table><p class="no-match" hidden>No setting matches.</p>`,
  }
}

/** What holds for one DAG, with the layer that won; undefined for a DAG that no config made. */
export const dagConfigPart = (dag: Dag, context: PageContext): Part | undefined => {
  const pipeline = dag.pipeline === undefined ? undefined : context.model.pipelines.find((each) => each.name === dag.pipeline)
  if (pipeline === undefined) return undefined
  const settings = settingsFor(pipeline, scopeOf(dag))
  const target = context.directory.find('pipeline', pipeline.name)!
  const columns = [{ title: 'Setting' }, { title: 'Value' }, { title: 'Layer' }, { title: 'Written in' }] as const
  const intro = `${countWords(settings.length, 'setting')} from`
  return {
    markdown: [`${intro} ${context.linkMarkdown('pipeline', pipeline.name)}:`, ...(settings.length === 0 ? [] : ['', tableMarkdown(columns.map((column) => column.title), settings.map((setting) => [
      codeMarkdown(setting.key), valueMarkdown(setting.value), escapeMarkdown(setting.layer), setting.at === undefined ? 'not known' : placeMarkdown(setting.at),
    ]))])].join('\n'),
    html: markup`<p>${intro} ${context.link('pipeline', pipeline.name)}:</p>${settings.length > 0 && listMarkup({
      of: 'config', className: 'list config', placeholder: 'setting, value, layer …', columns, noMatch: 'No setting matches.',
      rows: settings.map((setting) => ({ cells: [markup`<a href="${context.url(target.path, settingAnchor(setting.key))}"><code>${breakable(setting.key)}</code></a>`, valueMarkup(setting.value, context), setting.layer, placeOf(setting.at, context)] })),
    })}`,
  }
}

/** Every config in a list; undefined where there is none. */
export const pipelinesPart = (context: PageContext): Part | undefined => {
  const { pipelines } = context.model
  if (pipelines.length === 0) return undefined
  const columns = [{ title: 'Configuration' }, { title: 'Written in' }, { title: 'DAGs', number: true }, { title: 'Settings', number: true }] as const
  const count = (pipeline: Pipeline): number => configSettings(pipeline, (scope) => context.dag(scope) !== undefined).length
  return {
    markdown: tableMarkdown(columns.map((column) => column.title), pipelines.map((pipeline) => [context.linkMarkdown('pipeline', pipeline.name), pipeline.at === undefined ? 'not known' : placeMarkdown(pipeline.at), String(pipelineDags(pipeline, context).length), String(count(pipeline))])),
    html: listMarkup({
      of: 'pipeline', placeholder: 'name …', columns, noMatch: 'No configuration matches.',
      rows: pipelines.map((pipeline) => ({ cells: [context.link('pipeline', pipeline.name), placeOf(pipeline.at, context), pipelineDags(pipeline, context).length, count(pipeline)] })),
    }),
  }
}
