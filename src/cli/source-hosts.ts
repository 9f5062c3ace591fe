// Where the files of a repository can be looked at, from the address that it was cloned from: one line for each kind of host.

/** Where a repository can be looked at in a browser. */
export interface SourceAddresses {
  /** Of the repository: the other two begin with it. */
  readonly repository: string
  /** Of a line of a file; `{path}` and `{line}` are to be filled in. */
  readonly file: string
  /** Of a commit; `{commit}` is to be filled in. */
  readonly commit: string
}

/** Where a remote leads: user and password are not part of it. */
interface Remote {
  readonly host: string
  /** `https://host` of its pages, with the port where its clones come by http. */
  readonly origin: string
  /** Encoded for an address, without `.git`. */
  readonly path: readonly string[]
}

interface Host {
  readonly is: (remote: Remote) => boolean
  /** The address of the repository's page; undefined where the path is none of a repository. */
  readonly repository: (remote: Remote) => string | undefined
  readonly file: (commit: string, path: string) => string
  readonly commit: string
}

/** Is one of the names of the host this one: `gitlab.example.com`? */
const named = (...names: readonly string[]) => ({ host }: Remote): boolean => host.split('.').some((part) => names.includes(part)) && host.includes('.')
const ofPath = (least: number, most: number) => ({ origin, path }: Remote): string | undefined => (path.length >= least && path.length <= most ? `${origin}/${path.join('/')}` : undefined)

/** `project/_git/repository`, or the same by ssh: `v3/organization/project/repository`. */
const azure = ({ host, path }: Remote): string | undefined => {
  if (path[0] === 'v3') return path.length === 4 ? `https://dev.azure.com/${path[1]}/${path[2]}/_git/${path[3]}` : undefined
  const at = path.indexOf('_git'), account = /^(.+)\.visualstudio\.com$/.exec(host)?.[1]
  const before = [...(account === undefined ? [] : [account]), ...path.slice(0, at)].filter((part) => part !== 'DefaultCollection')
  if (at < 0 || path.length !== at + 2 || before.length < 1 || before.length > 2) return undefined
  return `https://dev.azure.com/${before.join('/')}/_git/${path[at + 1]}`
}

/** `scm/project/repository` by http, `project/repository` by ssh; a person's project begins with `~`. */
const bitbucketServer = ({ origin, path }: Remote): string | undefined => {
  const [project, repository, ...more] = path[0] === 'scm' ? path.slice(1) : path
  if (project === undefined || repository === undefined || more.length > 0) return undefined
  return project.startsWith('~') ? `${origin}/users/${project.slice(1)}/repos/${repository}` : `${origin}/projects/${project}/repos/${repository}`
}

const hosts: readonly Host[] = [
  { is: named('github'), repository: ofPath(2, 2), file: (commit, path) => `/blob/${commit}/${path}#L{line}`, commit: '/commit/{commit}' },
  { is: named('gitlab'), repository: ofPath(2, 20), file: (commit, path) => `/-/blob/${commit}/${path}#L{line}`, commit: '/-/commit/{commit}' },
  { is: ({ host }) => host === 'bitbucket.org', repository: ofPath(2, 2), file: (commit, path) => `/src/${commit}/${path}#lines-{line}`, commit: '/commits/{commit}' },
  { is: named('bitbucket'), repository: bitbucketServer, file: (commit, path) => `/browse/${path}?at=${commit}#{line}`, commit: '/commits/{commit}' },
  {
    is: ({ host }) => /(?:^|\.)(?:dev\.azure|visualstudio)\.com$/.test(host), repository: azure,
    file: (commit, path) => `?path=/${path}&version=GC${commit}&line={line}&lineEnd={line}&lineStartColumn=1&lineEndColumn=999`, commit: '/commit/{commit}',
  },
  { is: (remote) => remote.host === 'codeberg.org' || named('gitea', 'forgejo')(remote), repository: ofPath(2, 2), file: (commit, path) => `/src/commit/${commit}/${path}#L{line}`, commit: '/commit/{commit}' },
]

const byAddress = /^(?:git\+)?(?<scheme>https?|ssh|git):\/\/(?:[^/?#]*@)?(?<host>[\w.-]+)(?::(?<port>\d+))?\/(?<path>[^?#]*)/i
/** `git@host:path`, as ssh has it; a single letter is a drive. */
const byColon = /^(?:[^/:]*@)?(?<host>[\w.-]{2,}):(?!\/\/)\/?(?<path>[^?#]*)$/
/** Hosts that answer ssh by another name than their pages have. */
const sshNames = /^(?:ssh|altssh|vs-ssh)\.(?=(?:github|dev\.azure|visualstudio|gitlab)\.com$|bitbucket\.org$)/

const remoteAt = (address: string): Remote | undefined => {
  const found = byAddress.exec(address)?.groups ?? byColon.exec(address)?.groups
  if (found === undefined) return undefined
  const { scheme = 'ssh', host = '', port, path = '' } = found as Partial<Record<string, string>>
  const name = host.toLowerCase().replace(sshNames, ''), isHttp = /^http/i.test(scheme)
  const parts = path.replace(/\/+$/, '').replace(/\.git$/, '').split('/').filter((part) => part !== '').map(encoded)
  if (parts.some((part) => part === undefined || part === '.' || part === '..')) return undefined
  return {
    host: name, path: parts as string[], origin: `${isHttp ? scheme.toLowerCase() : 'https'}://${name}${isHttp && port !== undefined ? `:${port}` : ''}`,
  }
}

/** A part of a path as an address has it, whether it is encoded already or not. */
const encoded = (part: string): string | undefined => {
  try {
    return encodeURIComponent(decodeURIComponent(part))
  } catch {
    return undefined
  }
}

/** Where the files below the folder `prefix` of a repository can be looked at as they are in a commit; undefined where the host is of no known kind. */
export const sourceAddresses = (remote: string, commit: string, prefix: string): SourceAddresses | undefined => {
  const found = remoteAt(remote.trim()), host = found === undefined ? undefined : hosts.find((each) => each.is(found))
  const repository = found === undefined ? undefined : host?.repository(found)
  if (host === undefined || repository === undefined) return undefined
  const folder = prefix === '' ? '' : `${prefix.split('/').map((part) => encodeURIComponent(part)).join('/')}/`
  return { repository, file: repository + host.file(commit, `${folder}{path}`), commit: repository + host.commit }
}
