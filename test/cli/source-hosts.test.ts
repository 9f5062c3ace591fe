// Where sources can be looked at, guessed from the address of a remote.
import { describe, expect, test } from 'vitest'
import { sourceAddresses } from '../../src/cli/source-hosts.ts'

const id = '0123456789abcdef0123456789abcdef01234567'
const at = (remote: string, prefix = ''): readonly [string, string] | undefined => {
  const found = sourceAddresses(remote, id, prefix)
  return found === undefined ? undefined : [found.file.replace(id, 'ID'), found.commit]
}

describe('hosts', () => {
  test.each<readonly [string, string, string]>([
    ['https://github.com/shop/pipelines.git', 'https://github.com/shop/pipelines/blob/ID/{path}#L{line}', 'https://github.com/shop/pipelines/commit/{commit}'],
    ['git@github.com:shop/pipelines.git', 'https://github.com/shop/pipelines/blob/ID/{path}#L{line}', 'https://github.com/shop/pipelines/commit/{commit}'],
    ['ssh://git@ssh.github.com:443/shop/pipelines', 'https://github.com/shop/pipelines/blob/ID/{path}#L{line}', 'https://github.com/shop/pipelines/commit/{commit}'],
    ['git+ssh://git@github.example.com/shop/pipelines.git/', 'https://github.example.com/shop/pipelines/blob/ID/{path}#L{line}', 'https://github.example.com/shop/pipelines/commit/{commit}'],
    ['https://gitlab.com/shop/data/etl/pipelines.git', 'https://gitlab.com/shop/data/etl/pipelines/-/blob/ID/{path}#L{line}', 'https://gitlab.com/shop/data/etl/pipelines/-/commit/{commit}'],
    ['ssh://git@gitlab.example.com:2222/shop/pipelines.git', 'https://gitlab.example.com/shop/pipelines/-/blob/ID/{path}#L{line}', 'https://gitlab.example.com/shop/pipelines/-/commit/{commit}'],
    ['http://gitlab.example.com:8080/shop/pipelines.git', 'http://gitlab.example.com:8080/shop/pipelines/-/blob/ID/{path}#L{line}', 'http://gitlab.example.com:8080/shop/pipelines/-/commit/{commit}'],
    ['git@bitbucket.org:shop/pipelines.git', 'https://bitbucket.org/shop/pipelines/src/ID/{path}#lines-{line}', 'https://bitbucket.org/shop/pipelines/commits/{commit}'],
    ['https://bitbucket.example.com/scm/data/pipelines.git', 'https://bitbucket.example.com/projects/data/repos/pipelines/browse/{path}?at=ID#{line}', 'https://bitbucket.example.com/projects/data/repos/pipelines/commits/{commit}'],
    ['ssh://git@bitbucket.example.com:7999/~ann/pipelines.git', 'https://bitbucket.example.com/users/ann/repos/pipelines/browse/{path}?at=ID#{line}', 'https://bitbucket.example.com/users/ann/repos/pipelines/commits/{commit}'],
    ...['https://shop@dev.azure.com/shop/data%20team/_git/pipelines', 'git@ssh.dev.azure.com:v3/shop/data%20team/pipelines', 'https://shop.visualstudio.com/DefaultCollection/data%20team/_git/pipelines', 'shop@vs-ssh.visualstudio.com:v3/shop/data%20team/pipelines'].map((remote) =>
      [remote, 'https://dev.azure.com/shop/data%20team/_git/pipelines?path=/{path}&version=GCID&line={line}&lineEnd={line}&lineStartColumn=1&lineEndColumn=999', 'https://dev.azure.com/shop/data%20team/_git/pipelines/commit/{commit}'] as const),
    ['https://gitea.example.com/shop/pipelines', 'https://gitea.example.com/shop/pipelines/src/commit/ID/{path}#L{line}', 'https://gitea.example.com/shop/pipelines/commit/{commit}'],
    ['forgejo@codeberg.org:shop/pipelines.git', 'https://codeberg.org/shop/pipelines/src/commit/ID/{path}#L{line}', 'https://codeberg.org/shop/pipelines/commit/{commit}'],
  ])('%s', (remote, file, commit) => {
    expect(at(remote)).toEqual([file, commit])
  })

  test('a folder of the repository comes before each path, encoded', () => {
    expect(at('git@github.com:shop/pipelines.git', 'data team/dags {x}')![0]).toBe('https://github.com/shop/pipelines/blob/ID/data%20team/dags%20%7Bx%7D/{path}#L{line}')
    expect(at('https://dev.azure.com/shop/data/_git/pipelines', 'sub')![0]).toContain('?path=/sub/{path}&')
  })
})

describe('no guess', () => {
  test.each([
    '', '/srv/git/pipelines.git', '../pipelines', 'C:\\repos\\github.com\\pipelines', 'file:///srv/github.com/shop/pipelines', 'https://git.example.com/shop/pipelines', 'git@github:shop/pipelines.git', 'github.com:only',
    'https://github.com/', 'https://github.com/a/b/c', 'https://github.com/../b', 'https://github.com/%2e%2e/b', 'https://github.com/%/b', 'https://dev.azure.com/shop/pipelines', 'ext::sh -c id', 'javascript://github.com/%0aalert(1)/b', 'https://github.com.evil/',
  ])('%j', (remote) => {
    expect(at(remote)).toBeUndefined()
  })
})

describe('what a remote holds of secrets is in no address', () => {
  test.each([
    'https://ann:hunter2@github.com/shop/pipelines.git', 'https://hunter2@github.com/shop/pipelines', 'https://oauth2:hun@ter2@gitlab.com/shop/pipelines', 'ssh://ann:hunter2@github.com/shop/pipelines', 'hunter2@github.com:shop/pipelines',
    'https://github.com/shop/pipelines.git?token=hunter2', 'https://github.com/shop/pipelines#hunter2', 'https://x:hunter2@shop.visualstudio.com/data/_git/pipelines', 'https://ann:12/hunter2@github.com/shop/pipelines', 'https://ann:hunter2/x@github.com/shop/pipelines', 'https://a.github:1/hunter2@github.com/shop/pipelines',
  ])('%s', (remote) => {
    expect(JSON.stringify(sourceAddresses(remote, id, '') ?? null)).not.toMatch(/hunter2|ter2|ann|oauth2|token/)
  })
})
