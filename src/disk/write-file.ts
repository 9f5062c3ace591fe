// Writes one file so that it is either the old one or the new one, whole, whenever the program ends.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CannotRun } from './cannot-run.ts'

/** Puts `content` at `path`, through a temporary sibling. @throws {CannotRun} where it cannot be written. */
export const writeFile = (path: string, content: string | Uint8Array): void => {
  const next = join(dirname(path), `.${basename(path)}.${process.pid}.next`)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(next, content)
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    throw new CannotRun(`\`${path}\` cannot be written: ${(error as Error).message}`, 'Name a path in a folder that you may write to.')
  }
}
