// Writes one file so that it is either the old one or the new one, whole, whenever the program ends.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CannotRun } from './cannot-run.ts'

const refused = (path: string, error: unknown): CannotRun => new CannotRun(`\`${path}\` cannot be written: ${(error as Error).message}`, 'Name a path in a folder that you may write to.')

/** Puts `content` at `path`, through a temporary sibling. @throws {CannotRun} where it cannot be written. */
export const writeFile = (path: string, content: string | Uint8Array): void => {
  const next = join(dirname(path), `.${basename(path)}.${process.pid}.next`)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(next, content)
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    throw refused(path, error)
  }
}

/** Writes many files into a new folder that nobody looks into before it is complete; their paths are below it. @throws {CannotRun} where one cannot be written. */
export const writerInto = (folder: string): ((path: string, content: string | Uint8Array) => void) => {
  const made = new Set<string>()
  return (path, content) => {
    const file = join(folder, path), parent = dirname(file)
    try {
      if (!made.has(parent)) mkdirSync(parent, { recursive: true })
      made.add(parent)
      writeFileSync(file, content)
    } catch (error) {
      throw refused(file, error)
    }
  }
}
