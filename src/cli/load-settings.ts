// Reads the settings of a project from its root.
import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText, fileProblem, readFile } from '#disk'
import type { Problem } from '#model'
import { settingsFile, type Settings } from './settings.ts'

/** The settings of the project in `root`; none where it has no settings file, or one that is no text of a sensible size. */
export const loadSettings = async (root: string): Promise<{ readonly settings: Settings; readonly problems: readonly Problem[] }> => {
  if (!existsSync(root) || lstatSync(join(root, settingsFile), { throwIfNoEntry: false }) === undefined) return { settings: {}, problems: [] }
  const { content, problem } = readFile(root, settingsFile)
  if (problem !== undefined) return { settings: {}, problems: [problem] }
  const decoded = decodeText(content)
  if ('wrong' in decoded) return { settings: {}, problems: [fileProblem('encoding', settingsFile, `The file ${decoded.wrong}.`)] }
  // The YAML parser is loaded only where there is something to parse.
  const { parseSettings } = await import('./parse-settings.ts')
  return parseSettings(decoded.text)
}
