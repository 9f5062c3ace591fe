// The text files of one folder by name: templates, the ones that come with dagbook and a project's own.
import { readdirSync, statSync } from 'node:fs'
import { compareText, type Problem } from '#model'
import { decodeText } from './decode-text.ts'
import { fileProblem } from './file-problem.ts'
import { readFile } from './read-file.ts'

/** Texts by the names of their files, and what could not be taken in. */
export interface Texts {
  readonly texts: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

/** So many files of a folder at most. */
const mostFiles = 500

/** Every file of `folder` whose name ends with `ending`, by name; undefined where there is no such folder. `shown` is what problems call the folder. */
export const loadTexts = (folder: string, ending: string, shown = folder): Texts | undefined => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined
  const texts: Record<string, string> = {}, problems: Problem[] = []
  const place = (problem: Problem): Problem => ({ ...problem, at: { ...problem.at!, file: `${shown}/${problem.at!.file}` } })
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory() && entry.name.endsWith(ending)).map((entry) => entry.name).sort(compareText)
  if (names.length > mostFiles) problems.push(place(fileProblem('too-many-files', names[mostFiles]!, `The folder has more than ${mostFiles} such files; this one and what follows is left out.`)))
  for (const name of names.slice(0, mostFiles)) {
    const { content, problem } = readFile(folder, name)
    const decoded = decodeText(content)
    if (problem !== undefined) problems.push(place(problem))
    else if ('wrong' in decoded) problems.push(place(fileProblem('encoding', name, `The file ${decoded.wrong}.`)))
    else texts[name] = decoded.text
  }
  return { texts, problems }
}
