// Markdown templates: dagbook's own, and those of the project or the command line that take their place.
import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { CannotRun, fileProblem, isWithin, loadTexts, packageRoot, type Texts } from '#disk'
import type { Problem } from '#model'
import { settingsFile, type Settings } from './settings.ts'

/** The project's own templates, the folder they come from as the project names it, and what was wrong with them. */
export interface OwnTemplates extends Texts {
  readonly folder: string
}

/** The templates that come with dagbook, by file name. */
export const packageTemplates = (): Texts['texts'] => loadTexts(join(packageRoot, 'templates'), '.md')!.texts

/** The folder that a project may keep its templates in without saying so. */
const usualFolder = 'templates'

/**
 * The templates of a project: from the folder of the command line, else that of its settings, else `templates/`.
 * A project names no folder outside of itself: what it holds would be published.
 * @throws {CannotRun} when the command line names a folder that is not there.
 */
export const loadTemplates = (root: string, settings: Settings, given: string | undefined): OwnTemplates | undefined => {
  if (given !== undefined) {
    const texts = loadTexts(given, '.md')
    if (texts === undefined) throw new CannotRun(`There is no folder \`${given}\`.`, 'Name a folder that exists with --templates.')
    return { ...texts, folder: given }
  }
  const named = settings.docs?.templates
  if (named === undefined && !existsSync(join(root, usualFolder))) return undefined
  const folder = named ?? usualFolder, path = join(root, folder)
  const wrong = (message: string): OwnTemplates => ({ folder, texts: {}, problems: [isLink(path) ? fileProblem('symlink', folder, message) : settingsProblem(message)] })
  if (!existsSync(path)) return wrong(`There is no folder \`${folder}\` for \`docs.templates\`.`)
  if (!isWithin(realpathSync(root), realpathSync(path))) return wrong(`The folder \`${folder}\` of templates lies outside of the project; it is not read.`)
  const texts = loadTexts(path, '.md', folder)
  return texts === undefined ? wrong(`\`${folder}\` is no folder of templates.`) : { ...texts, folder }
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true

const settingsProblem = (message: string): Problem => ({
  code: 'settings', severity: 'warning', message, at: { file: settingsFile, line: 1, column: 1, endLine: 1, endColumn: 1 }, help: 'Name a folder inside the project, or give one with --templates.',
})
