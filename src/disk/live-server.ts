// The server of `dagbook dev`: pages of the book of the moment, and news for the pages that are open. For this machine only.
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Book, SearchIndex } from '#docs'
import type { Problem } from '#model'
import { escapeMarkup } from '#write'
import type { LivePages } from './live-pages.ts'
import { contentTypes, fileBelow, serveLocally, type Answer, type LocalServer } from './local-server.ts'
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
export interface LiveServer extends LocalServer {
  /** The paths of the pages that are open. */
  readonly open: () => readonly string[]
  /** Shows another book: pages that are open and have changed load themselves again. */
  readonly show: (state: LiveState) => void
  /** Tells pages that are open that there is no new book, and why. */
  readonly fail: (message: string) => void
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

const json = (value: unknown): Answer => ({ status: 200, type: contentTypes['.json'], body: JSON.stringify(value) })

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
    return { status, type: contentTypes['.html'], body: html.replace('</head>', () => `<script src="${base}live/live.js" data-path="${escapeMarkup(path)}" data-version="${version}" defer></script></head>`) }
  }
  const answer = async (path: string): Promise<Answer> => {
    const [first = '', ...rest] = path.split('/')
    const folder = folders[first]
    if (folder !== undefined && rest.length > 0) return fileBelow(folder, rest.join('/')) ?? { status: 404, type: 'text/plain', body: '' }
    const data = dataFiles(state.book, state.search)
    if (data.has(path)) return json(data.get(path))
    return fileBelow(pages.assets, path) ?? pageAt(path.replace(/(?:^|\/)index\.html$/, '').replace(/\/$/, ''))
  }

  const server = await serveLocally(base, input.port, async (path, request, response) => {
    if (path !== 'live/news') return answer(path)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const shown = new URL(request.url ?? '/', 'http://localhost').searchParams.get('page') ?? ''
    listeners.set(response, shown)
    request.on('close', () => listeners.delete(response))
    response.write('retry: 500\n')
    tellOne(response, shown)
    return undefined
  })
  return {
    ...server,
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
    close: () => {
      for (const listener of listeners.keys()) listener.end()
      return server.close()
    },
  }
}
