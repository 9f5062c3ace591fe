// A project of TypeScript files as JavaScript modules that Node 20 imports: types removed, specifiers as Node wants them.
import { transform } from 'esbuild'
import { posix } from 'node:path'
import { ts } from 'ts-morph'

/** Texts by path. */
export type Files = Readonly<Record<string, string>>

/** The path that the JavaScript of a TypeScript file gets. */
export const scriptPath = (path: string): string => path.replace(/\.ts$/, '.mjs')

/** The project as JavaScript. Throws on syntax errors. */
export const transpile = async (files: Files): Promise<Files> => {
  const paths = pathsOf(files['tsconfig.json'])
  const out = await Promise.all(Object.entries(files).map(async ([path, text]) =>
    path.endsWith('.ts') ? [scriptPath(path), await script(files, paths, path, text)] as const : [path, text] as const))
  return Object.fromEntries(out)
}

const script = async (files: Files, paths: Paths, path: string, text: string): Promise<string> => {
  const { code } = await transform(rewritten(files, paths, path, text), {
    loader: 'ts', format: 'esm', target: 'node20.19',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true, target: 'es2023' } },
  })
  return code
}

const rewritten = (files: Files, paths: Paths, path: string, text: string): string => {
  let out = text
  for (const literal of specifiers(ts.createSourceFile(path, text, ts.ScriptTarget.Latest)).toReversed()) {
    const found = resolved(files, paths, path, literal.text)
    if (found === undefined) continue
    const relative = posix.relative(posix.dirname(path), scriptPath(found))
    out = `${out.slice(0, literal.end - literal.text.length - 1)}${relative.startsWith('.') ? relative : `./${relative}`}${out.slice(literal.end - 1)}`
  }
  return out
}

/** The literals that name modules, in the order of the text. */
const specifiers = (source: ts.SourceFile): ts.StringLiteralLike[] => {
  const found: ts.StringLiteralLike[] = []
  const visit = (node: ts.Node): void => {
    const literal = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined
    if (literal !== undefined && ts.isStringLiteralLike(literal)) found.push(literal)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

type Paths = Readonly<Record<string, readonly string[]>>
const pathsOf = (config: string | undefined): Paths =>
  config === undefined ? {} : (ts.parseConfigFileTextToJson('tsconfig.json', config).config as { compilerOptions?: { paths?: Paths } }).compilerOptions?.paths ?? {}

const resolved = (files: Files, paths: Paths, from: string, specifier: string): string | undefined => {
  const has = (path: string): string | undefined =>
    [path, `${path}.ts`, path.replace(/\.js$/, '.ts'), posix.join(path, 'index.ts')].find((candidate) => candidate in files)
  if (specifier.startsWith('.')) return has(posix.join(posix.dirname(from), specifier))
  for (const [pattern, targets] of Object.entries(paths)) {
    const [before = '', after] = pattern.split('*')
    if (after === undefined ? specifier !== pattern : !specifier.startsWith(before) || !specifier.endsWith(after)) continue
    for (const target of targets) {
      const found = has(posix.normalize(target.replace('*', specifier.slice(before.length, specifier.length - (after ?? '').length))))
      if (found !== undefined) return found
    }
  }
  return undefined
}
