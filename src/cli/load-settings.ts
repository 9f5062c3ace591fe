// Reads the settings of a project from its root.
import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { decodeText, fileProblem, findRepository, readFile } from '#disk'
import type { Problem } from '#model'
import { settingsFile, type Settings } from './settings.ts'

/** What is known of a project's settings; where it is not known what has to be documented, a problem is an error. */
export interface LoadedSettings {
  readonly settings: Settings
  readonly problems: readonly Problem[]
  /** A settings file that does not count: the way to a folder above that has one, `../..`, where this one has none. */
  readonly above?: string
}

/** The settings of the project in `root`; none where it has no settings file, or one that is no text of a sensible size. */
export const loadSettings = async (root: string): Promise<LoadedSettings> => {
  if (!existsSync(root)) return { settings: {}, problems: [] }
  if (!hasSettings(root)) {
    const above = settingsAbove(realpathSync(root))
    return { settings: {}, problems: [], ...(above !== undefined && { above }) }
  }
  const { content, problem } = readFile(root, settingsFile)
  if (problem !== undefined) return { settings: {}, problems: [lost(problem)] }
  const decoded = decodeText(content)
  if ('wrong' in decoded) return { settings: {}, problems: [lost(fileProblem('encoding', settingsFile, `The file ${decoded.wrong}.`))] }
  // The YAML parser is loaded only where there is something to parse.
  const { parseSettings } = await import('./parse-settings.ts')
  return parseSettings(decoded.text)
}

/** The problem of a settings file of which nothing can be used. */
const lost = (problem: Problem): Problem => ({ ...problem, severity: 'error', help: 'Correct the file: until then no setting holds.' })

const hasSettings = (folder: string): boolean => lstatSync(join(folder, settingsFile), { throwIfNoEntry: false }) !== undefined

/** The way to the nearest folder above with settings, no further than the repository goes. */
const settingsAbove = (root: string): string | undefined => {
  const top = findRepository(root)?.top
  if (top === undefined) return undefined
  for (let folder = root; folder !== top;) {
    folder = dirname(folder)
    if (hasSettings(folder)) return relative(root, folder)
  }
  return undefined
}
