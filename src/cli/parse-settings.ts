// The text of `dagbook.yaml` → settings: what fits the schema is taken, each key that does not costs one problem with its place.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import type { TSchema } from 'typebox'
import { nearest, tidyProblems, type Place, type Problem } from '#model'
import { Settings, settingsFile } from './settings.ts'

/** The settings that a text holds. An error says that it is not known what has to be documented; a warning, that another setting could not be used. */
export const parseSettings = (source: string): { readonly settings: Settings; readonly problems: readonly Problem[] } => {
  const lines = new LineCounter()
  const document = parseDocument(source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), { lineCounter: lines, prettyErrors: false })
  const broken = document.errors[0]
  if (broken !== undefined) return { settings: {}, problems: [{ ...settingsProblem(`The settings are not YAML: ${broken.message}`, placeOf(lines, broken.pos), 'Correct the file: until then no setting holds.'), severity: 'error' }] }
  const problems: Problem[] = []
  // A build that cannot know what it has to check must not pass.
  const gate: readonly unknown[] = [document.contents, document.get('docs', true), document.getIn(['docs', 'min'], true)]
  const settings = fit(document.contents, Settings, '', (message, node, help) => {
    const problem = settingsProblem(message, node?.range ? placeOf(lines, [node.range[0], node.range[1]]) : undefined, help)
    problems.push(node !== null && gate.includes(node) ? { ...problem, severity: 'error' } : problem)
  })
  return { settings: (settings ?? {}) as Settings, problems: tidyProblems(problems) }
}

const settingsProblem = (message: string, at: Place | undefined, help = 'See the README for what dagbook.yaml may hold.'): Problem =>
  ({ code: 'settings', severity: 'warning', message, ...(at && { at }), help })

const placeOf = (lines: LineCounter, [from, to]: readonly [number, number]): Place => {
  const start = lines.linePos(from), end = lines.linePos(to)
  return { file: settingsFile, line: start.line, column: start.col, endLine: end.line, endColumn: end.col }
}

type Complain = (message: string, node: Node | null, help?: string) => void
interface Shape { type?: string; pattern?: string; anyOf?: readonly { const: unknown }[]; properties?: Record<string, TSchema>; patternProperties?: Record<string, TSchema>; items?: TSchema }

/** What of a YAML node has the shape that the schema asks for; undefined where nothing has. */
const fit = (node: Node | null, schema: TSchema, path: string, complain: Complain): unknown => {
  const shape = schema as Shape
  if (node === null || (isScalar(node) && node.value === null)) return undefined
  if (isAlias(node)) return complain(`\`${path}\` is an alias; dagbook.yaml is read without aliases.`, node, 'Write the value itself.')
  if (shape.type === 'boolean' && isScalar(node) && typeof node.value === 'boolean') return node.value
  if (shape.type === 'integer' && isScalar(node) && Number.isInteger(node.value)) return fitInteger(node.value as number, node, schema, path, complain)
  if (shape.type === 'object' && isMap(node)) return fitMap(node, shape, path, complain)
  if (shape.type === 'array' && isSeq(node)) return node.items.map((item, i) => fit(item as Node, shape.items!, `${path}[${i}]`, complain)).filter((item) => item !== undefined)
  if (shape.anyOf !== undefined) return fitOneOf(node, shape.anyOf.map((each) => each.const), path, complain)
  // A port or a flag stays the text that it is in the file.
  if (shape.type === 'string' && isScalar(node)) return fitText(typeof node.value === 'string' ? node.value : node.source ?? String(node.value), node, schema, path, complain)
  return complain(`\`${path || settingsFile}\` should be ${words[shape.type ?? ''] ?? 'something else'}.`, node)
}
const words: Readonly<Record<string, string>> = { object: 'a set of keys', array: 'a list', string: 'text', boolean: '`true` or `false`', integer: 'a whole number' }

const fitText = (text: string, node: Node, schema: TSchema, path: string, complain: Complain): unknown => {
  const { pattern, description } = schema as Shape & { description?: string }
  return pattern === undefined || new RegExp(pattern).test(text) ? text : complain(`\`${path}\` cannot be \`${text}\`.`, node, description)
}

const fitInteger = (value: number, node: Node, schema: TSchema, path: string, complain: Complain): unknown => {
  const { minimum = -Infinity, maximum = Infinity } = schema as { minimum?: number; maximum?: number }
  return value >= minimum && value <= maximum ? value : complain(`\`${path}\` should be from ${minimum} to ${maximum}.`, node)
}

const fitOneOf = (node: Node, values: readonly unknown[], path: string, complain: Complain): unknown => {
  const found = isScalar(node) ? values.find((value) => String(value) === String(node.value)) : undefined
  return found ?? complain(`\`${path}\` should be ${values.join(' or ')}.`, node)
}

const fitMap = (node: { items: readonly { key: unknown; value: unknown }[] }, shape: Shape, path: string, complain: Complain): Record<string, unknown> => {
  const open = Object.values(shape.patternProperties ?? {})[0]
  const known = Object.keys(shape.properties ?? {})
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const { key: keyNode, value } of node.items) {
    const key = isScalar(keyNode) ? String(keyNode.value) : ''
    const name = path === '' ? key : `${path}.${key}`
    const inner = shape.properties !== undefined && Object.hasOwn(shape.properties, key) ? shape.properties[key] : open
    if (inner === undefined) {
      const near = nearest(key, known)
      complain(`There is no setting \`${name}\`.`, keyNode as Node, near === undefined ? `Settings here: ${known.join(', ')}.` : `Did you mean \`${near}\`?`)
      continue
    }
    const fitted = fit(value as Node | null, inner, name, complain)
    if (fitted !== undefined) result[key] = fitted
  }
  return { ...result }
}
