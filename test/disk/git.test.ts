// What is read of the repository around a project: just what git itself says of it, and never by running anything.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRepository } from '#disk'
import { folderOf } from '../fixtures/folder.ts'
import { gitIn, hasGit, newRepository, repositoryIn, type TestRepository } from '../fixtures/repository.ts'

const day = 86_400, first = 1_700_000_000

/** Three files, five commits, one of them a merge. */
const withHistory = (...words: string[]): TestRepository => {
  const made = newRepository(...words)
  made.put({ 'dags/a.ts': 'a1', 'dags/deep/b.ts': 'b1', 'other.txt': '1' })
  made.commit('Begin', first)
  made.put({ 'dags/a.ts': 'a2' })
  made.commit('Change a\nin two lines\n\nAnd say why.', first + day, 'Bo Ek')
  made.git('checkout', '-q', '-b', 'side')
  made.put({ 'dags/deep/b.ts': 'b2', 'dags/c.ts': 'c1' })
  made.commit('Change b and add c on a side', first + 2 * day)
  made.git('checkout', '-q', 'main')
  made.put({ 'other.txt': '2' })
  made.commit('Change nothing of these', first + 3 * day)
  gitIn(made.folder, { GIT_AUTHOR_DATE: `${first + 4 * day} +0000`, GIT_COMMITTER_DATE: `${first + 4 * day} +0000` })('merge', '-q', '--no-ff', '-m', 'Merge side', 'side')
  return made
}
const files = ['dags/a.ts', 'dags/deep/b.ts', 'dags/c.ts']
/** What git says, and what we read. */
const expectAgrees = ({ folder, git }: TestRepository, paths: readonly string[] = files): void => {
  const read = readRepository(folder, paths)!
  expect(read.commit).toBe(git('rev-parse', 'HEAD'))
  for (const path of paths) {
    expect([path, (read.changes[path] ?? []).map(({ commit, author, subject, at }) => `${commit} ${author} ${Date.parse(at) / 1000} ${subject}`)])
      .toEqual([path, git('log', '-5', '--format=%H %an %ct %s', '--', path).split('\n').filter((line) => line !== '')])
  }
}

describe.skipIf(!hasGit)('the same as git says', () => {
  test('commits of each file, over merges', () => {
    const made = withHistory()
    expectAgrees(made)
    expect(readRepository(made.folder, files)).toMatchObject({
      branch: 'main', prefix: '', isCut: false,
      changes: {
        'dags/a.ts': [{ subject: 'Change a in two lines', author: 'Bo Ek', at: '2023-11-15T22:13:20Z' }, { subject: 'Begin', author: 'Ann' }],
        'dags/c.ts': [{ subject: 'Change b and add c on a side' }],
      },
    })
  })
  test('packed objects and branches, differences on top of each other', () => {
    const made = newRepository()
    const lines = Array.from({ length: 400 }, (_, i) => `line ${i} of a long file\n`)
    for (let n = 0; n < 12; n++) {
      lines[n * 7] = `changed ${n}\n`
      made.put({ 'dags/a.ts': lines.join(''), [`dags/${n}.ts`]: String(n), ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`lib/${i}.ts`, i % 7 === n % 7 ? String(n) : '0'])) })
      made.commit(`Change ${n}`, first + n)
    }
    made.git('gc', '-q', '--aggressive', '--prune=now')
    expect(readdirSync(join(made.folder, '.git/objects/pack')).some((name) => name.endsWith('.pack'))).toBe(true)
    expect(existsSync(join(made.folder, '.git/refs/heads/main'))).toBe(false)
    expectAgrees(made, ['dags/a.ts', 'dags/3.ts', 'lib/5.ts', 'lib/39.ts'])
    const packs = made.git('verify-pack', '-v', join(made.folder, '.git/objects/pack', readdirSync(join(made.folder, '.git/objects/pack')).find((name) => name.endsWith('.idx'))!))
    expect(packs).toContain('chain length = 3')
  })
  test('ids of SHA-256', () => {
    const made = withHistory('--object-format=sha256')
    expectAgrees(made)
    made.git('gc', '-q', '--prune=now')
    expectAgrees(made)
    expect(readRepository(made.folder, files)!.commit).toHaveLength(64)
  })
  test('a conflict solved in a merge is a change; a change taken over from one side is not', () => {
    const made = newRepository()
    made.put({ 'a.ts': '0', 'b.ts': '0' })
    made.commit('Begin', first)
    made.git('checkout', '-q', '-b', 'side')
    made.put({ 'a.ts': 'side', 'b.ts': 'side' })
    made.commit('Side', first + 1)
    made.git('checkout', '-q', 'main')
    made.put({ 'a.ts': 'main' })
    made.commit('Main', first + 2)
    expect(() => made.git('merge', '-q', 'side')).toThrow()
    made.put({ 'a.ts': 'both' })
    made.commit('Merge', first + 3)
    const { changes } = readRepository(made.folder, ['a.ts', 'b.ts'])!
    expect([changes['a.ts']![0]!.subject, changes['b.ts']![0]!.subject]).toEqual(['Merge', 'Side'])
    expect(changes['b.ts']!.map((each) => each.subject)).toEqual(['Side', 'Begin'])
  })
  test('a commit by itself, a worktree, a folder of the repository', () => {
    const made = withHistory()
    const elsewhere = join(folderOf({}), 'tree')
    made.git('worktree', 'add', '-q', elsewhere, 'side')
    const side = readRepository(elsewhere, files)!
    expect([side.branch, side.commit, Object.keys(side.changes)]).toEqual(['side', made.git('rev-parse', 'side'), files.toSorted()])
    made.git('checkout', '-q', '--detach', 'HEAD~1')
    expect(readRepository(made.folder, files)).toMatchObject({ commit: made.git('rev-parse', 'HEAD') })
    expect(readRepository(made.folder, files)!.branch).toBeUndefined()
    const inside = readRepository(join(made.folder, 'dags'), ['a.ts', 'deep/b.ts', 'none.ts'])!
    expect([inside.prefix, inside.changes['a.ts']![0]!.subject, Object.keys(inside.changes)]).toEqual(['dags', 'Change a in two lines', ['a.ts', 'deep/b.ts']])
  })
  test('a submodule', () => {
    const made = withHistory(), outer = newRepository()
    outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', made.folder, 'inner')
    expectAgrees(repositoryIn(join(outer.folder, 'inner')))
  })
  test('no facts where there is no commit, no repository, or the folder is not kept in it', () => {
    expect(readRepository(newRepository().folder, [])).toBeUndefined()
    expect(readRepository(folderOf({ 'a.ts': '' }), ['a.ts'])).toBeUndefined()
    const made = withHistory()
    made.put({ '.gitignore': 'scratch\n', 'scratch/p/a.ts': '' })
    expect(readRepository(join(made.folder, 'scratch/p'), ['a.ts'])).toBeUndefined()
  })
})

describe.skipIf(!hasGit)('what is not there is not made up', () => {
  test('where a clone ends, nothing is said of what was before', () => {
    const made = withHistory(), clone = join(folderOf({}), 'clone')
    gitIn(made.folder)('clone', '-q', '--depth', '3', `file://${made.folder}`, clone)
    expect(readRepository(clone, files)).toMatchObject({ isCut: true, changes: { 'dags/c.ts': [{ subject: 'Change b and add c on a side' }], 'dags/deep/b.ts': [{ subject: 'Change b and add c on a side' }] } })
    expect(readRepository(clone, files)!.changes['dags/a.ts']).toBeUndefined()
    gitIn(made.folder)('clone', '-q', '--depth', '1', `file://${made.folder}`, `${clone}-1`)
    expect(readRepository(`${clone}-1`, files)).toMatchObject({ isCut: true, changes: {} })
  })
  test('nor where commits or folders are missing or broken', () => {
    const made = withHistory()
    const before = made.git('rev-parse', 'HEAD~2^{tree}')
    rmSync(join(made.folder, '.git/objects', before.slice(0, 2), before.slice(2)))
    const read = readRepository(made.folder, files)!
    expect([read.isCut, read.changes['dags/a.ts'], read.changes['dags/c.ts']]).toEqual([true, undefined, undefined])
    const head = made.git('rev-parse', 'HEAD'), file = join(made.folder, '.git/objects', head.slice(0, 2), head.slice(2))
    chmodSync(file, 0o644)
    writeFileSync(file, 'nothing that was deflated')
    expect(readRepository(made.folder, files)).toBeUndefined()
  })
  test('nor beyond the limits', () => {
    const made = withHistory()
    expect(Object.keys(readRepository(made.folder, files, { commits: 2 })!.changes)).toEqual([])
    expect(readRepository(made.folder, files, { perFile: 1 })!.changes['dags/a.ts']).toHaveLength(1)
    expect(Object.keys(readRepository(made.folder, files, { bytes: 1 })!.changes)).toEqual([])
  })
  test('broken packs and indexes', () => {
    const made = withHistory()
    made.git('gc', '-q', '--prune=now')
    const folder = join(made.folder, '.git/objects/pack')
    for (const ending of ['.pack', '.idx']) {
      const file = join(folder, readdirSync(folder).find((name) => name.endsWith(ending))!)
      chmodSync(file, 0o644)
      const whole = execFileSync('cat', [file])
      for (const broken of [whole.subarray(0, whole.length >> 1), Buffer.alloc(whole.length, 0xff), Buffer.alloc(0)]) {
        writeFileSync(file, broken)
        expect(() => readRepository(made.folder, files)).not.toThrow()
      }
      writeFileSync(file, whole)
    }
    expectAgrees(made)
  })
})

describe.skipIf(!hasGit)('nothing that a repository brings along', () => {
  test('is run: hooks, monitors, pagers, filters, diff drivers, ssh, included settings', () => {
    const made = withHistory(), traces = realpathSync(folderOf({})), program = join(traces, 'run.sh')
    writeFileSync(program, `#!/bin/sh\ntouch ${traces}/ran-$$\n`)
    chmodSync(program, 0o755)
    for (const hook of ['post-checkout', 'post-index-change', 'pre-auto-gc', 'reference-transaction', 'fsmonitor-watchman']) writeFileSync(join(made.folder, '.git/hooks', hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
    writeFileSync(join(traces, 'more.config'), `[core]\n\tfsmonitor = ${program}\n[remote "origin"]\n\turl = https://github.com/from/included.git\n`)
    writeFileSync(join(made.folder, '.git/config'), `
[core]
\trepositoryformatversion = 1
\tfsmonitor = ${program}
\thooksPath = ${traces}
\tpager = ${program}
\tsshCommand = ${program}
\teditor = ${program}
\taskPass = ${program}
\tgitProxy = ${program}
\talternateRefsCommand = ${program}
[extensions]
\tpartialClone = evil
[include]
\tpath = ${traces}/more.config
[diff]
\texternal = ${program}
[diff "ts"]
\ttextconv = ${program}
\tcommand = ${program}
[filter "ts"]
\tclean = ${program}
\tsmudge = ${program}
\tprocess = ${program}
[gpg]
\tprogram = ${program}
[log]
\tshowSignature = true
[credential]
\thelper = ${program}
[remote "evil"]
\turl = ext::${program}
\tpromisor = true
\tuploadpack = ${program}
[remote "origin"]
\turl = https://ann:hunter2@github.com/shop/pipelines.git ; a comment
\tvcs = ${program}
[pager]
\tlog = ${program}
[alias]
\tlog = !${program}
`)
    made.put({ '.gitattributes': '*.ts diff=ts filter=ts\n', '.git/info/attributes': '*.ts diff=ts filter=ts\n' })
    rmSync(join(made.folder, 'dags/deep/b.ts'))
    const read = readRepository(made.folder, files)!
    expect(read.changes['dags/a.ts']![0]!.subject).toBe('Change a in two lines')
    expect(read.remote).toBe('https://ann:hunter2@github.com/shop/pipelines.git')
    const ran = (): string[] => readdirSync(traces).filter((name) => name.startsWith('ran'))
    expect(ran()).toEqual([])
    // git would have run some of it.
    try { gitIn(made.folder)('status') } catch { /* It may take offence at some of the settings. */ }
    expect(ran()).not.toEqual([])
  })

  test('leads elsewhere: links and files that point to other repositories are not followed', () => {
    const made = withHistory(), other = join(made.folder, '.git')
    const pointing = folderOf({ '.git': `gitdir: ${other}\n`, 'dags/a.ts': 'x' })
    expect(readRepository(pointing, files)).toBeUndefined()
    const linked = folderOf({ 'dags/a.ts': 'x' })
    symlinkSync(other, join(linked, '.git'))
    expect(readRepository(linked, files)).toBeUndefined()
    for (const part of ['objects', 'refs', 'HEAD']) {
      const mixed = withHistory()
      rmSync(join(mixed.folder, '.git', part), { recursive: true })
      symlinkSync(join(other, part), join(mixed.folder, '.git', part))
      expect([part, readRepository(mixed.folder, files)]).toEqual([part, undefined])
    }
    const borrowing = newRepository()
    mkdirSync(join(borrowing.folder, '.git/objects/info'), { recursive: true })
    writeFileSync(join(borrowing.folder, '.git/objects/info/alternates'), `${other}/objects\n`)
    writeFileSync(join(borrowing.folder, '.git/refs/heads/main'), `${made.git('rev-parse', 'HEAD')}\n`)
    expect(readRepository(borrowing.folder, files)).toBeUndefined()
  })

  test('refs that are no refs are not read', () => {
    const made = withHistory()
    renameSync(join(made.folder, '.git/refs/heads/main'), join(made.folder, '.git/outside'))
    for (const text of ['ref: refs/../outside', 'ref: outside', 'ref: /etc/passwd', 'ref: refs/heads/loop', 'x'.repeat(40), '']) {
      writeFileSync(join(made.folder, '.git/refs/heads/loop'), 'ref: refs/heads/loop\n')
      writeFileSync(join(made.folder, '.git/HEAD'), `${text}\n`)
      expect([text, readRepository(made.folder, files)]).toEqual([text, undefined])
    }
  })

  test('is shown as it is where it could do harm: secrets, addresses of mail, control characters, long texts', () => {
    const made = newRepository()
    made.put({ 'a.ts': '1' })
    made.commit(`Use password=hunter2secret \u001b[31mred\u202e and ghp_${'a'.repeat(36)} ${'x'.repeat(2000)}`, first, 'Eve <script>')
    const [change] = readRepository(made.folder, ['a.ts'])!.changes['a.ts']!
    expect(change!.subject).toMatch(/^Use password=\*\*\* \[31mred and \*\*\* x+…$/)
    expect([...change!.subject]).toHaveLength(300)
    expect(change!.author).not.toContain('@')
    made.git('config', 'i18n.commitEncoding', 'ISO-8859-1')
    made.put({ 'a.ts': '2' })
    execFileSync('git', ['-C', made.folder, '-c', 'user.name=Ann', '-c', 'user.email=a@b', 'commit', '-q', '-a', '-F', '-'], { input: Buffer.from('Gr\u00fc\u00dfe', 'latin1') })
    expect(readRepository(made.folder, ['a.ts'])!.changes['a.ts']![0]!.subject).toBe('Grüße')
  })
})

describe.skipIf(!hasGit)('where it came from', () => {
  test('the remote of the branch, else origin, else the only one', () => {
    const made = withHistory()
    const remote = (): string | undefined => readRepository(made.folder, [])!.remote
    expect(remote()).toBeUndefined()
    made.git('config', 'remote.Team "A" #1.url', 'git@github.com:team/a.git')
    expect(remote()).toBe('git@github.com:team/a.git')
    made.git('remote', 'add', 'two', 'https://two.example.com/x')
    expect(remote()).toBeUndefined()
    made.git('remote', 'add', 'origin', 'https://origin.example.com/x')
    expect(remote()).toBe('https://origin.example.com/x')
    made.git('config', 'branch.main.remote', 'two')
    expect(remote()).toBe('https://two.example.com/x')
  })
})
