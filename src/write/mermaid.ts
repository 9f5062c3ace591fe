// A picture as Mermaid text: for the Markdown pages, for users to paste elsewhere, and beside each drawing.
import { fitPicture, type EdgeKind, type NodeKind, type Picture, type PictureEdge, type PictureGroup, type PictureNode } from '#graph'

/** What Mermaid draws before it gives up. */
export const mermaidLimits = { edges: 500, characters: 50_000 } as const

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  task: ['[', ']'], sql: ['[(', ')]'], empty: ['([', '])'], sensor: ['[/', '/]'], 'external-sensor': ['[/', '/]'], branch: ['{', '}'],
  'short-circuit': ['{', '}'], 'latest-only': ['{{', '}}'], trigger: ['>', ']'], folded: ['[[', ']]'],
  dag: ['[', ']'], orchestrator: ['{{', '}}'], internal: ['[', ']'], more: ['([', '])'],
}

// Mermaid reads `#name;` as a character: everything that could end a label, start markup or Markdown becomes one.
// `%%{` would be a directive wherever it stands, `$$` a formula, `fa:` an icon.
const special = /["#&<>`;\\|%$:]|\p{Cc}|\p{Cs}|[\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu
const invisible = /\p{C}|[\u2028\u2029]/u

/** A label in quotes from which nothing can break out. */
const quoted = (label: string): string => {
  const text = label.replace(/\s+/gu, ' ').replace(special, (char) => (invisible.test(char) ? ' ' : `#${char.codePointAt(0)};`)).trim()
  return `"${text === '' ? ' ' : text}"`
}

const edgeWords: Readonly<Record<EdgeKind, string>> = { trigger: 'triggers', wait: 'is waited for by', asset: 'updates', callback: 'calls back' }

const nodeLabel = (node: PictureNode): string =>
  [node.label, node.stack, node.rule === undefined ? undefined : `(${node.rule})`, node.when === undefined ? undefined : `if ${node.when}`].filter((text) => text !== undefined).join(' ')
const edgeLabel = (edge: PictureEdge): string =>
  [edge.kind === undefined ? undefined : edgeWords[edge.kind], edge.label, edge.when === undefined ? undefined : `if ${edge.when}`].filter((text) => text !== undefined).join(' ')

const edgeLine = (edge: PictureEdge, name: (id: string) => string): string => {
  const label = edgeLabel(edge)
  const arrow = edge.dotted === true || edge.guarded === true || edge.kind === 'callback' || edge.kind === 'wait' ? '-.->' : edge.kind === 'asset' ? '==>' : '-->'
  return `${name(edge.from)} ${arrow}${label === '' ? '' : `|${quoted(label)}|`} ${name(edge.to)}`
}

/** The text of a picture, its names made by us so that no name of a user is Mermaid's syntax. */
const flowchart = (picture: Picture): string => {
  const names = new Map([...picture.nodes.map((node, i) => [node.id, `n${i}`] as const), ...picture.groups.map((group, i) => [group.id, `g${i}`] as const)])
  const name = (id: string): string => names.get(id)!
  const nodeLine = (node: PictureNode): string => {
    const [open, close] = shapes[node.kind]
    return `${name(node.id)}${open}${quoted(nodeLabel(node))}${close}`
  }
  const groupIds = new Set(picture.groups.map((group) => group.id))
  const inside = <T extends { readonly id: string }>(items: readonly T[], of: (item: T) => string | undefined, group: string | undefined): T[] =>
    items.filter((item) => { const at = of(item); return (at !== undefined && groupIds.has(at) ? at : undefined) === group })
  const block = (group: PictureGroup | undefined, indent: string): string[] => [
    ...inside(picture.nodes, (node) => node.group, group?.id).map((node) => `${indent}${nodeLine(node)}`),
    ...inside(picture.groups, (each) => each.parent, group?.id).flatMap((each) => [
      `${indent}subgraph ${name(each.id)}[${quoted(each.label)}]`, ...block(each, `${indent}  `), `${indent}end`,
    ]),
  ]
  const edges = picture.edges.filter((edge) => names.has(edge.from) && names.has(edge.to)).map((edge) => `  ${edgeLine(edge, name)}`)
  return ['flowchart LR', ...block(undefined, '  '), ...edges, ''].join('\n')
}

/** A picture as a Mermaid flowchart, groups folded until it is within Mermaid's limits; undefined where even that is too much. */
export const pictureMermaid = (picture: Picture): string | undefined => {
  for (let nodes = Math.max(picture.nodes.length, 1); ; nodes = Math.floor(nodes / 2)) {
    const fitted = fitPicture(picture, { nodes, edges: mermaidLimits.edges })
    if (fitted === undefined) return undefined
    const text = flowchart(fitted)
    if (text.length <= mermaidLimits.characters) return text
  }
}
