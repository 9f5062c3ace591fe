// The server of a book that is built: looks at one folder and nothing else, under the base of the book, on a port that is free.
import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CannotRun, outputMark, serveBook } from '#disk'
import { folderOf } from '../fixtures/folder.ts'

const page = (base: string): string => `<!DOCTYPE html><html lang="en" data-base="${base}" data-kind="home">home`
const serve = async (folder: string) => {
  const server = await serveBook(folder, 43_210)
  onTestFinished(server.close)
  return server
}
/** Asks for a path exactly as it is written; `fetch` would tidy it up first. */
const ask = async (address: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<string> => {
  const { hostname, port } = new URL(address)
  const request = get({ hostname, port, path, headers, method, agent: false })
  const [response] = await once(request, 'response') as [import('node:http').IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return `${response.statusCode} ${response.headers['content-type'] ?? response.headers.location} ${Buffer.concat(chunks).toString()}`.trim()
}

test('serves pages, says what it does not have, and never leaves its folder', async () => {
  const folder = folderOf({ [`book/${outputMark}`]: '', 'book/index.html': page('/'), 'book/a/index.html': 'A', 'book/x.css': 'css', 'book/docs/a.md': '# A', 'book/404.html': 'nothing here', 'secret.txt': 'secret', 'bookish/secret.txt': 'secret' })
  const { address } = await serve(join(folder, 'book'))
  expect(await ask(address, '/')).toBe(`200 text/html; charset=utf-8 ${page('/')}`)
  expect(await ask(address, '/a/?q#x')).toBe('200 text/html; charset=utf-8 A')
  expect(await ask(address, '/x.css')).toBe('200 text/css; charset=utf-8 css')
  expect(await ask(address, '/docs/a.md')).toBe('200 text/markdown; charset=utf-8 # A')
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/../bookish/secret.txt', '/%00', '/a/../../secret.txt', '/none']) {
    expect(await ask(address, path)).toBe('404 text/html; charset=utf-8 nothing here')
  }
  expect(await ask(address, '/%zz')).toBe('400 text/plain')
  expect(await ask(address, '/', { host: 'evil.example.org' })).toMatch(/^403 /)
  expect(await ask(address, '/', {}, 'POST')).toMatch(/^405 /)
})

test('under the base that the book was built for', async () => {
  const { address } = await serve(folderOf({ [outputMark]: '', 'index.html': page('/data/pipelines/'), 'a/index.html': 'A' }))
  expect(new URL(address).pathname).toBe('/data/pipelines/')
  expect(await ask(address, '/data/pipelines/a/')).toBe('200 text/html; charset=utf-8 A')
  expect(await ask(address, '/a/')).toBe('302 /data/pipelines/')
})

test('takes another port where the usual one is in use', async () => {
  const folder = folderOf({ [outputMark]: '', 'index.html': page('/') })
  const [one, two] = [await serve(folder), await serve(folder)]
  expect(one.port).not.toBe(two.port)
  expect(await ask(two.address, '/')).toContain('home')
})

test('only books', async () => {
  for (const folder of [folderOf({ 'index.html': page('/') }), folderOf({ [outputMark]: '' }), '/nowhere']) await expect(serveBook(folder, 43_210)).rejects.toThrow(CannotRun)
})
