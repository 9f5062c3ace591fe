// The server of `dagbook dev`: pages of the book of the moment, and news for the pages that are open. For this machine only.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, resolve, sep } from 'node:path'
import type { Book, SearchIndex } from '#docs'
import type { Problem } from '#model'
import { escapeMarkup } from '#write'
import { CannotRun } from './cannot-run.ts'
import type { LivePages } from './live-pages.ts'
import { dataFiles } from './site.ts'

/** What is shown: a book, and what pages that are open are told about it. */
export interface LiveState {
  readonly book: Book
  readonly search: SearchIndex
  readonly problems: readonly LiveProblem[]
}
/** A problem as an open page shows it; `isNew` since the book before. */
export interface LiveProblem extends Pick<Problem, 'code' | 'severity' | 'message' | 'at' | 'help'> {
  readonly isNew: boolean
}
/** A running server. */
export interface LiveServer {
  readonly address: string
  readonly port: number
  /** The paths of the pages that are open. */
  readonly open: () => readonly string[]
  /** Shows another book: pages that are open and have changed load themselves again. */
  readonly show: (state: LiveState) => void
  /** Tells pages that are open that there is no new book, and why. */
  readonly fail: (message: string) => void
  readonly close: () => Promise<void>
}
/** What a server serves. */
export interface LiveInput {
  readonly base: string
  readonly port: number
  readonly pages: LivePages
  /** Folders of scripts by the path that they have below the base: `mermaid`, `runs`, `live` … */
  readonly folders: Readonly<Record<string, string>>
  readonly state: LiveState
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml',
}
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

interface Answer { readonly status: number; readonly type: string; readonly body: string | Uint8Array }
const json = (value: unknown): Answer => ({ status: 200, type: types['.json']!, body: JSON.stringify(value) })

/** A file below `folder`; undefined where there is none. */
const fileBelow = (folder: string, path: string): Answer | undefined => {
  const file = resolve(folder, path)
  if (!file.startsWith(resolve(folder) + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined
  return { status: 200, type: types[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) }
}

/** What an open page has to know: `version` differs from its own where it is out of date. */
interface News { readonly version: string; readonly failure: string | undefined; readonly problems: readonly LiveProblem[] }

/** Says of each page of a book which it is: the same for two that look the same. */
const versionsOf = (book: Book): ((path: string) => string) => {
  const hashOf = (...texts: readonly string[]): string => createHash('sha256').update(texts.join('\0')).digest('base64url').slice(0, 16)
  const frame = hashOf(JSON.stringify([book.title, book.nav, book.sections, book.problemCount]))
  const html = new Map(book.pages.map((page) => [page.path, page.html]))
  return (path) => hashOf(frame, html.get(path) ?? '')
}

/** Starts a server; where the port is taken, the next one that is free is used. */
export const serveLive = async (input: LiveInput): Promise<LiveServer> => {
  const { base, pages, folders } = input
  let { state } = input, versionOf = versionsOf(state.book), failure: string | undefined
  const listeners = new Map<ServerResponse, string>()
  const tellOne = (listener: ServerResponse, path: string): void => {
    const news: News = { version: versionOf(path), failure, problems: state.problems }
    listener.write(`data: ${JSON.stringify(news)}\n\n`)
  }
  const tell = (): void => listeners.forEach((path, listener) => tellOne(listener, path))

  const pageAt = async (path: string): Promise<Answer> => {
    const { book } = state, version = versionOf(path)
    const status = book.pages.some((page) => page.path === path && page.kind !== 'not-found') ? 200 : 404
    const html = await pages.render(book, path)
    return { status, type: types['.html']!, body: html.replace('</head>', `<script src="${base}live/live.js" data-path="${escapeMarkup(path)}" data-version="${version}" defer></script></head>`) }
  }
  const answer = async (path: string): Promise<Answer> => {
    const [first = '', ...rest] = path.split('/')
    const folder = folders[first]
    if (folder !== undefined && rest.length > 0) return fileBelow(folder, rest.join('/')) ?? { status: 404, type: 'text/plain', body: '' }
    const data = dataFiles(state.book, state.search)
    if (data.has(path)) return json(data.get(path))
    return fileBelow(pages.assets, path) ?? pageAt(path.replace(/(?:^|\/)index\.html$/, '').replace(/\/$/, ''))
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = ({ status, type, body }: Answer): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy, 'x-content-type-options': 'nosniff' })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    // A page elsewhere may lead a name of its own to this machine: only who asks this machine by its own name gets an answer.
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(request.headers.host ?? '')) return send({ status: 403, type: 'text/plain', body: 'This server is for this machine only.' })
    if (request.method !== 'GET' && request.method !== 'HEAD') return send({ status: 405, type: 'text/plain', body: '' })
    const path = pathOf(request.url)
    if (path === undefined) return send({ status: 400, type: 'text/plain', body: '' })
    if (!path.startsWith(base)) {
      response.writeHead(302, { location: base })
      response.end()
    } else if (path === `${base}live/news`) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const shown = new URL(request.url ?? '/', 'http://localhost').searchParams.get('page') ?? ''
      listeners.set(response, shown)
      request.on('close', () => listeners.delete(response))
      response.write('retry: 500\n')
      tellOne(response, shown)
    } else {
      send(await answer(path.slice(base.length)))
    }
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(String(error))
    })
  })
  const port = await listen(server, input.port)
  return {
    address: `http://127.0.0.1:${port}${base}`, port,
    open: () => [...new Set(listeners.values())],
    show: (next) => {
      state = next
      versionOf = versionsOf(next.book)
      failure = undefined
      tell()
    },
    fail: (message) => {
      failure = message
      tell()
    },
    close: () => new Promise((done) => {
      for (const listener of listeners.keys()) listener.end()
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

const pathOf = (url = '/'): string | undefined => {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined
  }
}

const triedPorts = 20

/** Listens on the first free port from `wanted` on. */
const listen = async (server: Server, wanted: number): Promise<number> => {
  for (let port = wanted; ; port++) {
    try {
      await new Promise<void>((done, fail) => {
        server.once('error', fail)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', fail)
          done()
        })
      })
      return (server.address() as AddressInfo).port
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (isTaken && port < wanted + triedPorts && port < 65_535) continue
      throw new CannotRun(`No port from ${wanted} on can be listened on: ${(error as Error).message}.`, 'Give another one with --port.')
    }
  }
}
