// CODEOWNERS: who is responsible for which file. The last rule that matches a file says so; GitLab's sections each have their say.
import type { Problem } from '#model'

/** A `CODEOWNERS` file: its path, its text, and the folder of the project as the file's patterns see it (`''` where both have one root). */
export interface CodeOwnersFile {
  readonly path: string
  readonly text: string
  readonly below: string
}

interface Rule {
  readonly steps: readonly string[]
  /** Does it also match what lies in a folder of that name? */
  readonly deep: boolean
  readonly owners: readonly string[]
  readonly section: string
}

/** What a CODEOWNERS file says. */
export interface CodeOwners {
  /** The owners of a file of the project, in the order in which they are named; none where no rule matches. */
  readonly ownersOf: (path: string) => readonly string[]
  /** Lines that are no rules. */
  readonly problems: readonly Problem[]
}

const isOwner = (word: string): boolean => /^@[\w./-]+$|^@@?[a-z]+$|^[^@\s]+@[^@\s]+$/i.test(word)

/** The words of a line; `\ ` is a space inside a word, and what stands behind ` #` is a comment. */
const wordsOf = (line: string): string[] => {
  const text = line.replace(/(^|\s)#.*$/, '')
  return [...text.matchAll(/(?:\\.|[^\s\\])+/g)].map(([word]) => word.replace(/\\(.)/g, '$1'))
}

/** A pattern as steps from the root; `**` is any number of folders. A pattern without a slash inside matches at any depth. */
const stepsOf = (pattern: string): Pick<Rule, 'steps' | 'deep'> => {
  const isFolder = pattern.endsWith('/')
  const steps = pattern.split('/').filter((step) => step !== '')
  const isAnchored = pattern.replace(/\/$/, '').includes('/')
  const last = steps.at(-1)
  // `docs/*` is what lies directly in it; any other last step may be a folder too.
  return { steps: [...(isAnchored ? [] : ['**']), ...steps, ...(isFolder ? ['**', '*'] : [])], deep: !(isAnchored && last === '*') && !isFolder }
}

/** Does a name match a step with `*` and `?`? Greedy with one place to go back to, so that no pattern takes long. */
const stepMatches = (step: string, name: string): boolean => {
  let at = 0, on = 0, star = -1, from = 0
  while (on < name.length) {
    if (at < step.length && step[at] === '*') { star = at++; from = on }
    else if (at < step.length && (step[at] === '?' || step[at] === name[on])) { at++; on++ }
    else if (star >= 0) { at = star + 1; on = ++from }
    else return false
  }
  while (step[at] === '*') at++
  return at === step.length
}

/** Do the names of a path match the steps? Row by row, so that `**` after `**` costs no more than their product. */
const pathMatches = ({ steps, deep }: Rule, names: readonly string[]): boolean => {
  let row = names.map(() => false).concat(false)
  row[0] = true
  for (const step of steps) {
    const next = row.map(() => false)
    let any = false
    for (let i = 0; i <= names.length; i++) {
      if (step === '**') { any ||= row[i]!; next[i] = any }
      else if (i > 0 && row[i - 1] && stepMatches(step, names[i - 1]!)) next[i] = true
    }
    row = next
  }
  return deep ? row.some((matches, i) => matches && i > 0) : row[names.length] === true
}

/** Reads a CODEOWNERS file. */
export const readCodeOwners = ({ path, text, below }: CodeOwnersFile): CodeOwners => {
  const rules: Rule[] = [], problems: Problem[] = []
  let section = '', usual: readonly string[] = []
  text.split(/\r?\n/).forEach((line, i) => {
    const heading = /^\s*\^?\[([^\]]+)\](?:\[\d+\])?((?:\s+\S+)*)\s*$/.exec(line)
    if (heading !== null) {
      section = heading[1]!.toLowerCase()
      usual = wordsOf(heading[2]!).filter(isOwner)
      return
    }
    const [pattern, ...owners] = wordsOf(line)
    if (pattern === undefined) return
    const wrong = pattern.startsWith('!') ? `\`${pattern}\` excludes files, which such a file cannot` : owners.find((owner) => !isOwner(owner)) === undefined ? undefined : `\`${owners.find((owner) => !isOwner(owner))}\` is neither \`@name\` nor an address`
    if (wrong === undefined) rules.push({ ...stepsOf(pattern), owners: owners.length === 0 ? usual : owners, section })
    else problems.push({ code: 'codeowners', severity: 'warning', message: `The line is left out: ${wrong}.`, at: { file: path, line: i + 1, column: 1, endLine: i + 1, endColumn: line.length + 1 } })
  })
  const sections = [...new Set(rules.map((rule) => rule.section))].map((name) => rules.filter((rule) => rule.section === name).reverse())
  const prefix = below.split('/').filter((name) => name !== '')
  const known = new Map<string, readonly string[]>()
  const ownersOf = (file: string): readonly string[] => {
    const names = [...prefix, ...file.split('/')]
    return [...new Set(sections.flatMap((list) => list.find((rule) => pathMatches(rule, names))?.owners ?? []))]
  }
  return {
    problems,
    ownersOf: (file) => {
      const before = known.get(file)
      if (before !== undefined) return before
      const owners = ownersOf(file)
      known.set(file, owners)
      return owners
    },
  }
}
