// The demo's server: looks at one folder and nothing else, on a port that is free.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { packageRoot } from '#disk'
import { folderOf } from '../fixtures/folder.ts'

/** Serves a folder in a process of its own, as the demo does, and gives its address. */
const serve = async (folder: string): Promise<{ address: string; child: ChildProcess }> => {
  const module = pathToFileURL(join(packageRoot, 'scripts/serve.mjs')).href
  const child = spawn(process.execPath, ['--input-type=module', '--eval', `const { serve } = await import(${JSON.stringify(module)}); console.log(await serve(${JSON.stringify(folder)}))`], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => { child.kill() })
  const [data] = await once(child.stdout, 'data') as [Buffer]
  return { address: data.toString().trim(), child }
}
/** Asks for a path exactly as it is written; `fetch` would tidy it up first. */
const ask = async (address: string, path: string): Promise<string> => {
  const { hostname, port } = new URL(address)
  const request = get({ hostname, port, path })
  const [response] = await once(request, 'response') as [import('node:http').IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return `${response.statusCode} ${response.headers['content-type'] ?? '-'} ${Buffer.concat(chunks).toString()}`
}

test('serves pages, says what it does not have, and never leaves its folder', async () => {
  const folder = folderOf({ 'book/index.html': 'home', 'book/a/index.html': 'A', 'book/x.css': 'css', 'book/404.html': 'nothing here', 'secret.txt': 'secret', 'bookish/secret.txt': 'secret' })
  const { address } = await serve(join(folder, 'book'))
  expect(await ask(address, '/')).toBe('200 text/html; charset=utf-8 home')
  expect(await ask(address, '/a/?q#x')).toBe('200 text/html; charset=utf-8 A')
  expect(await ask(address, '/x.css')).toBe('200 text/css; charset=utf-8 css')
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/../bookish/secret.txt', '/%00', '/%zz', '/a/../../secret.txt', '/none']) {
    expect(await ask(address, path)).toBe('404 text/html; charset=utf-8 nothing here')
  }
})

test('takes another port where the usual one is in use, and ends with Ctrl-C', async () => {
  const folder = folderOf({ 'index.html': 'home' })
  const [one, two] = [await serve(folder), await serve(folder)]
  expect(one.address).not.toBe(two.address)
  expect(await ask(two.address, '/')).toContain('home')
  two.child.kill('SIGINT')
  const [code, signal] = await once(two.child, 'exit') as [number | null, string | null]
  expect([code, signal]).toEqual([null, 'SIGINT'])
})
