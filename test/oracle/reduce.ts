// Makes a project that shows a difference as small as it gets: leaves out statements, members, arguments and subexpressions while it still shows it.
import { ts } from 'ts-morph'
import type { Files } from './transpile.ts'

/** A change to one file: this range becomes this text. */
interface Edit { readonly from: number, readonly to: number, readonly text: string }

/** The smallest project found that still `shows` what the given one shows, after at most so many tries. */
export const reduce = async (files: Files, shows: (files: Files) => Promise<boolean>, tries = 1500): Promise<Files> => {
  let best = files
  let left = tries
  const attempt = async (candidate: Files): Promise<boolean> => {
    if (left-- <= 0 || !await shows(candidate)) return false
    best = candidate
    return true
  }
  for (let size = Infinity; textSize(best) < size && left > 0;) {
    size = textSize(best)
    for (const path of Object.keys(best)) {
      await attempt(Object.fromEntries(Object.entries(best).filter(([other]) => other !== path)))
      if (path.endsWith('.ts') && path in best) await reduceFile(path, () => best, attempt)
    }
  }
  return best
}

const textSize = (files: Files): number => Object.values(files).reduce((sum, text) => sum + text.length, 0)

const reduceFile = async (path: string, current: () => Files, attempt: (files: Files) => Promise<boolean>): Promise<void> => {
  const done = new Set<string>()
  for (;;) {
    const text = current()[path]!
    const edit = editsOf(text).find((one) => !done.has(`${text.slice(one.from, one.to)}|${one.text}`))
    if (edit === undefined) return
    done.add(`${text.slice(edit.from, edit.to)}|${edit.text}`)
    await attempt({ ...current(), [path]: text.slice(0, edit.from) + edit.text + text.slice(edit.to) })
  }
}

/** All changes worth a try, those that take away most first. */
const editsOf = (text: string): Edit[] => {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)
  const edits: Edit[] = []
  const drop = (node: ts.Node): void => { edits.push({ from: node.getFullStart(), to: node.end, text: '' }) }
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && !ts.isBlock(node)) drop(node)
    else if (ts.isClassElement(node) || ts.isCaseOrDefaultClause(node)) drop(node)
    if (ts.isBlock(node) && ts.isStatement(node.parent)) for (const one of [node.statements]) edits.push({ from: node.parent.getStart(), to: node.parent.end, text: text.slice(one.pos, one.end) })
    if (ts.isObjectLiteralExpression(node)) listEdits(node.properties, edits)
    if (ts.isArrayLiteralExpression(node)) listEdits(node.elements, edits)
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) listEdits(node.arguments ?? [], edits)
    if (ts.isNamedImports(node) || ts.isNamedExports(node)) listEdits(node.elements, edits)
    if (ts.isVariableDeclarationList(node)) listEdits(node.declarations, edits)
    if (ts.isExpression(node) && !ts.isIdentifier(node) && !ts.isLiteralExpression(node)) simplify(node, text, edits)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return edits.filter((edit) => edit.to - edit.from > edit.text.length).sort((a, b) => (b.to - b.from - b.text.length) - (a.to - a.from - a.text.length))
}

const listEdits = (items: readonly ts.Node[], edits: Edit[]): void => {
  for (const [index, item] of items.entries()) {
    const next = items[index + 1]
    const before = items[index - 1]
    edits.push(next !== undefined ? { from: item.getStart(), to: next.getStart(), text: '' } : { from: before?.end ?? item.getStart(), to: item.end, text: '' })
  }
}

/** In place of an expression: one of its parts, or something plain. */
const simplify = (node: ts.Expression, text: string, edits: Edit[]): void => {
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child) && !ts.isObjectLiteralExpression(node)) edits.push({ from: node.getStart(), to: node.end, text: text.slice(child.getStart(), child.end) })
  })
  for (const plain of ["'a'", '1', '[]']) edits.push({ from: node.getStart(), to: node.end, text: plain })
}
