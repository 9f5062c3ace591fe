// `dagbook dev` as a program: it says where the book is, and leaves nothing behind when it is told to stop.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '#disk'
import { folderOf } from '../fixtures/folder.ts'
import { dagbook } from './run.ts'

const project = () => folderOf({ 'a.ts': "import { Dag } from 'dagbook'\nexport const a = new Dag('a', {})\n" })

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, and its temporary folders are gone', async (signal) => {
  const temporary = mkdtempSync(join(tmpdir(), 'dagbook-dev-'))
  mkdirSync(join(temporary, 'tmp'))
  const child = spawn(process.execPath, [join(packageRoot, 'scripts/run.mjs'), join(packageRoot, 'src/cli/main.ts'), 'dev', project(), '--port', '0'], { env: { ...process.env, TMPDIR: join(temporary, 'tmp') }, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    let said = ''
    const address = await new Promise<string>((done, fail) => {
      child.stdout.on('data', (text: Buffer) => {
        said += String(text)
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)
        if (found !== null) done(found[0])
      })
      child.on('exit', () => fail(new Error(`It ended by itself: ${said}`)))
    })
    expect(await (await fetch(`${address}dags/a/`)).text()).toContain('<h1><code>a</code>')
    expect(readdirSync(join(temporary, 'tmp')).filter((name) => name.startsWith('dagbook-'))).toHaveLength(1)
    child.removeAllListeners('exit')
    const ended = new Promise<number | null>((done) => { child.on('exit', done) })
    child.kill(signal)
    expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143)
    expect(readdirSync(join(temporary, 'tmp')).filter((name) => name.startsWith('dagbook-'))).toEqual([])
    await expect(fetch(address)).rejects.toThrow()
  } finally {
    child.kill('SIGKILL')
    rmSync(temporary, { recursive: true, force: true })
  }
}, 120_000)

test.each([['zero'], ['70000'], ['-1']])('--port %s is a mistake', async (port) => {
  const { code, err } = await dagbook(['dev', project(), `--port=${port}`])
  expect(code).toBe(2)
  expect(err).toContain('is no port')
})
