// Watches folders for changes: one watcher a folder, so that those that do not belong to a project cost nothing.
import { readdirSync, watch as watchFolder, type FSWatcher } from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotRun } from './cannot-run.ts'
import { skippedFolders } from './walk.ts'

/** A watch that goes on until it is closed. */
export interface Watch {
  readonly close: () => void
}

// Editors write a file in several steps, and version control many files at once.
const quietMs = 40

const foldersBelow = (root: string, skip: ReadonlySet<string>): string[] => {
  const found: string[] = [], open = [root]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    let entries
    try {
      entries = readdirSync(folder, { withFileTypes: true })
    } catch {
      // It went while it was looked at.
      continue
    }
    found.push(folder)
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !skippedFolders.has(entry.name) && !skip.has(path)) open.push(path)
    }
  }
  return found
}

/** Calls `changed` whenever something in or below `roots` has changed and then been quiet for a moment. `skip` names folders that do not count, as absolute paths. */
export const watchFolders = (roots: readonly string[], skip: readonly string[], changed: () => void): Watch => {
  const watchers = new Map<string, FSWatcher>(), left = new Set(skip.map((folder) => resolve(folder)))
  let timer: NodeJS.Timeout | undefined, isClosed = false
  const tell = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      follow()
      if (!isClosed) changed()
    }, quietMs)
  }
  const drop = (folder: string): void => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  /** Watches what has come and lets go of what has gone. */
  const follow = (): void => {
    const folders = new Set(roots.flatMap((root) => foldersBelow(resolve(root), left)))
    for (const folder of watchers.keys()) if (!folders.has(folder)) drop(folder)
    for (const folder of folders) {
      if (watchers.has(folder) || isClosed) continue
      try {
        const watcher = watchFolder(folder, (_, name) => { if (name === null || !skippedFolders.has(name)) tell() })
        watcher.on('error', () => {
          drop(folder)
          tell()
        })
        watchers.set(folder, watcher)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        // It went meanwhile; or later on there are too many: then those that are watched have to do.
        if (code === 'ENOENT' || watchers.size > folders.size / 2) continue
        throw new CannotRun(`\`${folder}\` cannot be watched: ${(error as Error).message}`, code === 'ENOSPC' ? 'The system allows no more watchers: raise fs.inotify.max_user_watches, or name a smaller folder.' : undefined)
      }
    }
  }
  follow()
  return {
    close: () => {
      isClosed = true
      clearTimeout(timer)
      for (const folder of [...watchers.keys()]) drop(folder)
    },
  }
}
