// JSON and YAML files as values whose places are in those files.
import type { Problem } from '#model'
import { known, newObject, nullValue, pushItem, undefinedValue, writeProp, type Abstract, type Obj, type SourceText } from '#value'
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml'
import { parseJson, ts } from './parse.ts'
import type { Run } from './run.ts'

/** Is it a file whose value can be imported? */
export const isDataFile = (path: string): boolean => /\.(json|ya?ml)$/i.test(path)

/** The value of a data file; unknown, with a problem, where it cannot be read. */
export const dataValue = (run: Run, file: SourceText, text: string): Abstract =>
  file.path.toLowerCase().endsWith('.json') ? jsonValue(run, file, text) : yamlValue(run, file, text)

const broken = (run: Run, file: SourceText, message: string, pos: number): Abstract => {
  const problem: Problem = { code: 'syntax', severity: 'error', message, at: file.placeOf(pos, pos + 1), help: 'Fix the file; what it holds is unknown for now.' }
  run.problems.push(problem)
  return run.unknown('import', { of: file.path })
}

const jsonValue = (run: Run, file: SourceText, text: string): Abstract => {
  const source = parseJson(file.path, text)
  const [first] = (source as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics
  const root = source.statements[0]?.expression
  if (first !== undefined || root === undefined) return broken(run, file, first === undefined ? 'an empty file is not JSON' : ts.flattenDiagnosticMessageText(first.messageText, ' '), first?.start ?? 0)
  return jsonNode(run, file, root)
}

const arrayAt = (run: Run, file: SourceText, pos: number, end: number): Obj => newObject(run.heap, 'array', run.intrinsic('Array.prototype'), { file, pos, end })
const objectAt = (run: Run, file: SourceText, pos: number, end: number): Obj => newObject(run.heap, 'object', run.intrinsic('Object.prototype'), { file, pos, end })

const jsonNode = (run: Run, file: SourceText, node: ts.Expression): Abstract => {
  const site = { file, pos: node.pos, end: node.end }
  if (ts.isStringLiteral(node)) return known(node.text, site)
  if (ts.isNumericLiteral(node)) return known(Number(node.text), site)
  if (ts.isPrefixUnaryExpression(node)) return known(-Number((node.operand as ts.NumericLiteral).text), site)
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return known(node.kind === ts.SyntaxKind.TrueKeyword, site)
  if (ts.isArrayLiteralExpression(node)) {
    const made = arrayAt(run, file, node.pos, node.end)
    for (const element of node.elements) pushItem(run.heap, made, jsonNode(run, file, element))
    return made
  }
  if (!ts.isObjectLiteralExpression(node)) return nullValue
  const made = objectAt(run, file, node.pos, node.end)
  for (const member of node.properties) {
    if (ts.isPropertyAssignment(member)) writeProp(run.heap, made, (member.name as ts.StringLiteral).text, jsonNode(run, file, member.initializer))
  }
  return made
}

const yamlValue = (run: Run, file: SourceText, text: string): Abstract => {
  const document = parseDocument(text, { merge: true, logLevel: 'error' })
  const [error] = document.errors
  if (error !== undefined) return broken(run, file, error.message.split('\n')[0]!, error.pos[0])
  return yamlNode(run, file, document, document.contents, 0)
}

/** How deep aliases may lead: a YAML file of a few lines can mean billions of nodes. */
const maxDepth = 50

const yamlNode = (run: Run, file: SourceText, document: Document.Parsed, node: unknown, depth: number): Abstract => {
  run.spend(1)
  if (--run.fuel < 0 || depth > maxDepth) return run.unknown('limit', { detail: 'nested YAML' })
  if (isAlias(node)) return yamlNode(run, file, document, node.resolve(document), depth + 1)
  if (isScalar(node)) {
    const { value } = node
    const [pos, end] = node.range ?? [0, 0]
    const isPlain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    return isPlain ? known(value, { file, pos, end }) : run.unknown('unsupported', { detail: 'a YAML value that is no text, number or boolean' })
  }
  if (isSeq(node)) {
    const [pos, end] = node.range ?? [0, 0]
    const made = arrayAt(run, file, pos, end)
    for (const item of node.items) pushItem(run.heap, made, yamlNode(run, file, document, item, depth + 1))
    return made
  }
  if (!isMap(node)) return nullValue
  const [pos, end] = node.range ?? [0, 0]
  const made = objectAt(run, file, pos, end)
  for (const { key, value } of node.items) addPair(run, made, isScalar(key) ? String(key.value) : String(key), () => yamlNode(run, file, document, value, depth + 1))
  return made
}

const addPair = (run: Run, made: Obj, key: string, value: () => Abstract): void => {
  if (key !== '<<') return writeProp(run.heap, made, key, value())
  const merged = value()
  for (const source of merged.kind === 'object' ? merged.items ?? [merged] : []) {
    if (source.kind !== 'object') continue
    for (const [name, inner] of source.props) if (!made.props.has(name)) writeProp(run.heap, made, name, inner.kind === 'slot' ? undefinedValue : inner)
  }
}
