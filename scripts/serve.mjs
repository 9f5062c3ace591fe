// A static file server for this machine only: enough to look at a book.
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8', '.svg': 'image/svg+xml',
}

/** The file that an address names inside `folder`, or undefined. */
const fileAt = (folder, address) => {
  let path
  try {
    path = join(folder, normalize(decodeURIComponent(new URL(address, 'http://localhost').pathname)))
  } catch {
    return undefined
  }
  if (path.includes('\0') || (path !== folder && !path.startsWith(folder + sep))) return undefined
  const stat = statSync(path, { throwIfNoEntry: false })
  const file = stat?.isDirectory() ? join(path, 'index.html') : path
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
}

/** The port that is tried first. */
export const usualPort = 4321

/** Serves `folder` on 127.0.0.1, on `port` if it is free and else on any, until the process ends. Gives the address. */
export const serve = (folder, port = usualPort) => new Promise((resolve, reject) => {
  const server = createServer((request, response) => {
    const found = fileAt(folder, request.url ?? '/')
    const file = found ?? fileAt(folder, '/404.html')
    if (file === undefined) { response.writeHead(404).end(); return }
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store' })
    if (request.method === 'HEAD') response.end()
    else createReadStream(file).pipe(response)
  })
  server.once('error', (error) => {
    if (error.code === 'EADDRINUSE' && port !== 0) resolve(serve(folder, 0))
    else reject(error)
  })
  server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}/`))
})
