// A static server for a built site: files as they are, `index.html` for folders, 404.html for the rest.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.pagefind': 'application/wasm' }

/** The strictest policy that a site has to live with: everything from itself, nothing inline; WebAssembly for the search. */
export const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

/** Serves `folder` under `base`; the address has no slash at its end. `headers` go with every answer. */
export const serve = async (folder: string, base: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly origin: string; readonly close: () => void }> => {
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    let file = path.startsWith(base) ? join(folder, normalize(`/${path.slice(base.length)}`)) : folder
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html')
    const isThere = path.startsWith(base) && existsSync(file)
    response.writeHead(isThere ? 200 : 404, { 'content-type': types[isThere ? extname(file) : '.html'] ?? 'text/plain', ...headers })
    response.end(readFileSync(isThere ? file : join(folder, '404.html')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
