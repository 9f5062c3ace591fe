// Reads the settings of a project from its root.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#model'
import { settingsFile, type Settings } from './settings.ts'

/** The settings of the project in `root`; none where it has no settings file. */
export const loadSettings = async (root: string): Promise<{ readonly settings: Settings; readonly problems: readonly Problem[] }> => {
  const path = join(root, settingsFile)
  if (!existsSync(path)) return { settings: {}, problems: [] }
  // The YAML parser is loaded only where there is something to parse.
  const { parseSettings } = await import('./parse-settings.ts')
  return parseSettings(readFileSync(path, 'utf8'))
}
