// Which files can hold a DAG: those from which imports lead to the authoring API or to a framework that a shim stands for.
import type { SourceTree } from '#model'

/** Packages that DAGs are made with. */
const frameworks = /^(?:dagbook(?:\/orchestrator)?|@apache-airflow\/ts-sdk|apache-airflow-ts-sdk)(?:\/.*)?$/

/** TypeScript that belongs to the project and is no test, by its path. */
export const isSource = (path: string): boolean =>
  /\.(?:ts|mts|cts|tsx)$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !/\.(?:test|spec|test-d)\.[cm]?tsx?$/.test(path)
  && !/(?:^|\/)(?:node_modules|__tests__|__mocks__)\//.test(path)

const specifier = /\b(?:from|import|require)\s*\(?\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n$]+)`)/y

/** What is imported, as written. The words are looked for one by one: that is many times faster than one expression for all of them. */
const importsOf = (text: string): string[] => {
  const found: string[] = []
  for (const word of ['from', 'import', 'require']) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      specifier.lastIndex = at
      const match = specifier.exec(text)
      if (match !== null) found.push(match[1] ?? match[2] ?? match[3]!)
    }
  }
  return found
}

/**
 * The paths of those files, in order. Found by looking at the texts, not at the syntax: a file may be listed that holds none (its
 * import stands in a comment), but none is missed.
 */
export const dagSources = (tree: SourceTree, paths: readonly string[]): string[] => {
  const byName = new Map<string, string[]>()
  for (const path of paths) {
    for (const name of namesOf(path)) {
      const same = byName.get(name)
      if (same === undefined) byName.set(name, [path])
      else same.push(path)
    }
  }
  const importers = new Map<string, string[]>()
  const reached: string[] = []
  for (const path of paths) {
    const found = importsOf(tree.read(path) ?? '')
    if (found.some((specifier) => frameworks.test(specifier))) reached.push(path)
    for (const target of new Set(found.filter((specifier) => !specifier.startsWith('node:')).flatMap((specifier) => byName.get(nameOf(specifier)) ?? []))) {
      const others = importers.get(target)
      if (others === undefined) importers.set(target, [path])
      else others.push(path)
    }
  }
  const all = new Set(reached)
  for (let next = reached.pop(); next !== undefined; next = reached.pop()) {
    for (const importer of importers.get(next) ?? []) {
      if (!all.has(importer)) { all.add(importer); reached.push(importer) }
    }
  }
  return paths.filter((path) => all.has(path))
}

/** What an import ends with, without extension; nothing for `.` and `..`. */
const nameOf = (specifier: string): string =>
  (specifier.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').at(-1) ?? '').replace(/\.[cm]?[jt]sx?$/, '')

/** What imports of a file end with: its name, for an index file also its folder's name, or nothing (`import '..'`). */
const namesOf = (path: string): string[] => {
  const name = nameOf(path)
  return name === 'index' ? [name, path.split('/').at(-2) ?? '', ''] : [name]
}
