// A server for this machine only: what asks from elsewhere, or leaves its base, gets nothing.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, resolve, sep } from 'node:path'
import { CannotRun } from './cannot-run.ts'

/** What is sent for a path. */
export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
}
/** A running server. */
export interface LocalServer {
  readonly address: string
  readonly port: number
  readonly close: () => Promise<void>
}

/** What files are, by the ends of their names. */
export const contentTypes = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8', '.md': 'text/markdown; charset=utf-8', '.svg': 'image/svg+xml',
} as const
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

/** A file below `folder`; undefined where there is none. */
export const fileBelow = (folder: string, path: string): Answer | undefined => {
  const file = resolve(folder, path)
  if (path.includes('\0') || !file.startsWith(resolve(folder) + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined
  return { status: 200, type: (contentTypes as Readonly<Record<string, string>>)[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) }
}

/**
 * Serves what `answer` gives for paths below `base`, on the first free port from `port` on.
 * `answer` gives undefined where it has seen to the response itself.
 * @internal Not in the emitted types, which need no types of Node.
 */
export const serveLocally = async (base: string, port: number, answer: (path: string, request: IncomingMessage, response: ServerResponse) => Promise<Answer | undefined>): Promise<LocalServer> => {
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
      return
    }
    const found = await answer(path.slice(base.length), request, response)
    if (found !== undefined) send(found)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(String(error))
    })
  })
  const taken = await listen(server, port)
  return {
    address: `http://127.0.0.1:${taken}${base}`, port: taken,
    close: () => new Promise((done) => {
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
