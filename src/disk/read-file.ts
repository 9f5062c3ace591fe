// One file of a project as bytes. Neither a link nor a pipe that stands in its place is followed.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#model'
import { fileProblem } from './file-problem.ts'

/** A file larger than this is left out, with a problem. */
export const maxFileBytes = 5_000_000

/** How files are opened that may be anything: only to read, not through a link, and without waiting for a pipe. */
export const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The bytes of a file; none and a problem where it could not be taken in. */
export interface Bytes {
  readonly content: Uint8Array
  readonly problem?: Problem
}

const nothing = new Uint8Array()

/** Reads the regular file at `path` below `root`. */
export const readFile = (root: string, path: string): Bytes => {
  let handle: number | undefined
  try {
    handle = openSync(join(root, path), readOnly)
    const stat = fstatSync(handle)
    if (!stat.isFile()) return { content: nothing, problem: fileProblem('unreadable', path, 'The file is no regular file.') }
    if (stat.size > maxFileBytes) {
      const size = (stat.size / 1e6).toFixed(1)
      return { content: nothing, problem: fileProblem('file-too-large', path, `The file has ${size} MB; files of up to ${maxFileBytes / 1e6} MB are read.`) }
    }
    return { content: readFileSync(handle) }
  } catch (error) {
    const isLink = (error as NodeJS.ErrnoException).code === 'ELOOP'
    return { content: nothing, problem: isLink ? fileProblem('symlink', path, 'The file is a symbolic link; it is not followed.') : fileProblem('unreadable', path, 'The file cannot be read.') }
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
