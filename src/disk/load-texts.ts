// The text files of one folder by name: templates, the ones that come with dagbook and a project's own.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '#model'
import { CannotRun } from './cannot-run.ts'
import { decodeText } from './decode-text.ts'

/** Every file of `folder` whose name ends with `ending`, by name. @throws {CannotRun} when there is no such folder or one is no text. */
export const loadTexts = (folder: string, ending: string): Readonly<Record<string, string>> => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new CannotRun(`There is no folder \`${folder}\`.`, 'Name a folder that exists.')
  const texts: Record<string, string> = {}
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(ending)).map((entry) => entry.name)
  for (const name of names.sort(compareText)) {
    const decoded = decodeText(readFileSync(join(folder, name)))
    if ('wrong' in decoded) throw new CannotRun(`The file \`${join(folder, name)}\` ${decoded.wrong}.`, 'Save it as UTF-8.')
    texts[name] = decoded.text
  }
  return texts
}
