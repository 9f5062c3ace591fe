// The server of `dagbook serve`: a book that is built, file by file, under the base that it was built for.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotRun } from './cannot-run.ts'
import { contentTypes, fileBelow, serveLocally, type LocalServer } from './local-server.ts'
import { outputMark } from './output.ts'

/** Serves the book in `folder`. @throws {CannotRun} when there is none. */
export const serveBook = async (folder: string, port: number): Promise<LocalServer> => {
  const home = join(folder, 'index.html')
  if (!existsSync(join(folder, outputMark)) || !existsSync(home)) throw new CannotRun(`There is no book in \`${folder}\`.`, 'Build one: `dagbook build --out book`.')
  const base = /<html[^>]* data-base="([\w./~-]*)"/.exec(readFileSync(home, 'utf8'))?.[1] ?? '/'
  return serveLocally(base, port, async (path) =>
    fileBelow(folder, path) ?? fileBelow(folder, join(path, 'index.html')) ?? { ...(fileBelow(folder, '404.html') ?? { type: contentTypes['.html'], body: '' }), status: 404 })
}
