// Addresses of pages: stable from build to build, safe as file names on every disk, and never the same for two things.
import { compareText } from '#model'

/** FNV-1a over the UTF-16 units: eight hexadecimal digits that keep two names apart. */
const shortHash = (text: string): string => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}

const plain = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u
// Names that Windows keeps for its devices, and `index`, which servers leave out.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|index)(\.|$)/i
const longest = 140

/** A name as one segment of a path on disk: as it is where it is harmless and no other name differs only in case. */
const segmentOf = (name: string, isAlone: boolean): string => {
  const safe = plain.test(name) && !name.endsWith('.') && !reserved.test(name) && name === name.normalize('NFC')
  if (safe && isAlone && new TextEncoder().encode(name).length <= longest) return name
  const stem = name.normalize('NFC').replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, '')
  return `${reserved.test(stem) ? '_' : ''}${[...stem].slice(0, 40).join('')}${stem === '' ? '' : '-'}${shortHash(name)}`
}

/** The segment of each name. Names are taken together, since two that differ only in case get a hash each. */
export const segmentsOf = (names: Iterable<string>): ReadonlyMap<string, string> => {
  const sorted = [...new Set(names)].sort(compareText)
  const alike = new Map<string, number>()
  for (const name of sorted) alike.set(name.toLowerCase(), (alike.get(name.toLowerCase()) ?? 0) + 1)
  return new Map(sorted.map((name) => [name, segmentOf(name, alike.get(name.toLowerCase()) === 1)]))
}

/** Text as an anchor: what an id may not hold is written as `~` and its bytes, so that different texts have different anchors. */
export const anchorText = (text: string): string =>
  text.replace(/[^\p{L}\p{N}_.-]/gu, (char) => [...new TextEncoder().encode(char)].map((byte) => `~${byte.toString(16).padStart(2, '0')}`).join(''))

/** The anchor of a task on its DAG's page. */
export const taskAnchor = (taskId: string): string => `task-${anchorText(taskId)}`

/** The anchor of a task group on its DAG's page. */
export const groupAnchor = (groupId: string): string => `group-${anchorText(groupId)}`

/** A path as an address: every segment percent-encoded. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
