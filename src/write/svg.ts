// A drawing as SVG: classes instead of styles, so that pages need no inline style and the theme's variables colour it.
import { sizes, textColumns, type Box, type DrawnEdge, type DrawnGroup, type DrawnNode, type Drawing, type EdgeKind, type NodeKind, type PictureNode, type Point } from '#graph'
import { markup, markupText, trusted, type Markup } from './markup.ts'

/** What a legend calls each kind of node. */
export const kindTitles: Readonly<Record<NodeKind, string>> = {
  task: 'task', sql: 'SQL', empty: 'empty', sensor: 'sensor', 'external-sensor': 'waits for another DAG', branch: 'branch',
  'short-circuit': 'short circuit', 'latest-only': 'latest only', trigger: 'triggers a DAG',
  dag: 'DAG', orchestrator: 'orchestrator', internal: 'internal DAG', folded: 'folded group', more: 'more, not shown',
}

/** What a legend calls each way in which one DAG leads to another. */
export const edgeTitles: Readonly<Record<EdgeKind, string>> = { trigger: 'triggers', wait: 'is waited for', asset: 'updates an asset for', callback: 'calls back, if it fails or succeeds' }

// Drawn on a square of 14; `solid` shapes are filled, the others are lines.
const glyphs: Readonly<Record<NodeKind, string>> = {
  task: '<path class="solid" d="M2.5 1h9A1.5 1.5 0 0 1 13 2.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 1 11.5v-9A1.5 1.5 0 0 1 2.5 1z"/>',
  sql: '<path d="M2 3.2v7.6c0 1.2 2.2 2.2 5 2.2s5-1 5-2.2V3.2"/><path d="M2 7c0 1.2 2.2 2.2 5 2.2S12 8.2 12 7"/><ellipse class="solid" cx="7" cy="3.2" rx="5" ry="2.2"/>',
  empty: '<circle cx="7" cy="7" r="5.5"/>',
  sensor: '<path d="M.8 7S3 2.8 7 2.8 13.2 7 13.2 7 11 11.2 7 11.2.8 7 .8 7z"/><circle class="solid" cx="7" cy="7" r="2"/>',
  'external-sensor': '<path d="M8.5 2H12v10H8.5"/><path d="M1 7h7M5.2 4.2 8 7l-2.8 2.8"/>',
  branch: '<path d="M1.5 7H5l3-4h4M5 7l3 4h4"/><circle class="solid" cx="12" cy="3" r="1.5"/><circle class="solid" cx="12" cy="11" r="1.5"/>',
  'short-circuit': '<path d="M.8 9.5h1.4M11.8 9.5h1.4M3.8 8.5l6.5-5"/><circle class="solid" cx="3.5" cy="9.5" r="1.4"/><circle class="solid" cx="10.5" cy="9.5" r="1.4"/>',
  'latest-only': '<circle cx="7" cy="7" r="5.5"/><path d="M7 3.5V7l2.5 1.5"/>',
  trigger: '<path class="solid" d="M3 1.8v10.4L12 7z"/>',
  dag: '<rect x="1" y="5" width="4" height="4" rx="1" class="solid"/><path d="M5 7h2.5M9.5 3H8a.5.5 0 0 0-.5.5v7a.5.5 0 0 0 .5.5h1.5"/><rect x="9.5" y="1.2" width="3.5" height="3.5" rx="1" class="solid"/><rect x="9.5" y="9.3" width="3.5" height="3.5" rx="1" class="solid"/>',
  orchestrator: '<circle class="solid" cx="7" cy="7" r="2.2"/><path d="M7 1v2.5M7 10.5V13M1 7h2.5M10.5 7H13M2.8 2.8 4.5 4.5M9.5 9.5l1.7 1.7M11.2 2.8 9.5 4.5M4.5 9.5l-1.7 1.7"/>',
  internal: '<rect x="1.5" y="1.5" width="11" height="11" rx="2"/><rect x="4.5" y="4.5" width="5" height="5" rx="1" class="solid"/>',
  more: '<circle class="solid" cx="2.5" cy="7" r="1.3"/><circle class="solid" cx="7" cy="7" r="1.3"/><circle class="solid" cx="11.5" cy="7" r="1.3"/>',
  folded: '<path d="M1.5 4.5h11v8h-11zM3.5 2h7"/>',
}

const num = (n: number): string => String(Math.round(n * 10) / 10)

/** A line through the points whose corners are rounded. */
const linePath = (points: readonly Point[]): string => {
  const radius = 6
  const toward = (from: Point, to: Point): Point => {
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    const by = length === 0 ? 0 : Math.min(radius, length / 2) / length
    return { x: from.x + (to.x - from.x) * by, y: from.y + (to.y - from.y) * by }
  }
  return points.map((point, i) => {
    const before = points[i - 1], after = points[i + 1]
    if (before === undefined) return `M${num(point.x)} ${num(point.y)}`
    if (after === undefined) return `L${num(point.x)} ${num(point.y)}`
    const start = toward(point, before), end = toward(point, after)
    return `L${num(start.x)} ${num(start.y)}Q${num(point.x)} ${num(point.y)} ${num(end.x)} ${num(end.y)}`
  }).join('')
}

/** The head of an arrow that ends where the last piece of the line does. */
const headPath = (points: readonly Point[]): string => {
  const tip = points.at(-1)!, from = points.at(-2) ?? tip
  const length = Math.hypot(tip.x - from.x, tip.y - from.y)
  if (length === 0) return ''
  const x = (tip.x - from.x) / length, y = (tip.y - from.y) / length
  const at = (along: number, aside: number): string => `${num(tip.x - x * along - y * aside)} ${num(tip.y - y * along + x * aside)}`
  return `M${at(0, 0)}L${at(7, 3.5)}L${at(7, -3.5)}z`
}

const cycleChip = 18
/** The sign of a cycle in the middle of the longest piece of the line. */
const cycleSign = (points: readonly Point[]): Markup => {
  const pieces = points.slice(1).map((to, i) => ({ from: points[i]!, to, length: Math.hypot(to.x - points[i]!.x, to.y - points[i]!.y) }))
  const { from, to } = pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest))
  const x = (from.x + to.x) / 2, y = (from.y + to.y) / 2
  return markup`<g class="chip"><title>on a cycle</title><rect x="${num(x - cycleChip / 2)}" y="${num(y - cycleChip / 2)}" width="${cycleChip}" height="${cycleChip}" rx="9"/><text x="${num(x)}" y="${num(y + 3.5)}">↻</text></g>`
}

const drawEdge = ({ edge, points, chip }: DrawnEdge, index: ReadonlyMap<string, number>): Markup => {
  const classes = ['edge', edge.guarded === true && 'guarded', edge.dotted === true && 'dotted', edge.kind !== undefined && `by-${edge.kind}`, edge.cyclic === true && 'cyclic'].filter(Boolean).join(' ')
  const full = [edge.label, edge.when === undefined ? undefined : `if ${edge.when}`].filter((text) => text !== undefined).join(' · ')
  return markup`<g class="${classes}" data-from="${index.get(edge.from)}" data-to="${index.get(edge.to)}"><path class="line" d="${linePath(points)}"/><path class="head" d="${headPath(points)}"/>${
    chip && markup`<g class="chip"><title>${full}</title><rect x="${num(chip.x)}" y="${num(chip.y)}" width="${num(chip.width)}" height="${num(chip.height)}" rx="9"/><text x="${num(chip.x + chip.width / 2)}" y="${num(chip.y + 12.5)}">${chip.text}</text></g>`
  }${edge.cyclic === true && points.length > 1 && cycleSign(points)}</g>`
}

const outline = (box: Box, by: number, className: string): Markup =>
  markup`<rect class="${className}" x="${num(box.x + by)}" y="${num(box.y + by)}" width="${num(box.width)}" height="${num(box.height)}" rx="6"/>`

/** Runs once for each item: drawn as a stack. */
const isStack = (node: PictureNode): boolean => node.stack !== undefined && !['folded', 'more', 'dag'].includes(node.kind)

const drawNode = ({ node, label, when, ...box }: DrawnNode, index: ReadonlyMap<string, number>): Markup => {
  const classes = ['node', `kind-${node.kind}`, node.when !== undefined && 'guarded', node.role !== undefined && node.role, node.focus === true && 'focus'].filter(Boolean).join(' ')
  const middle = num(box.y + sizes.node / 2 + 4.5)
  const title = [node.label, kindTitles[node.kind], node.role, node.stack, node.rule === undefined ? undefined : `rule ${node.rule}`, node.when === undefined ? undefined : `if ${node.when}`].filter((text) => text !== undefined).join(' · ')
  const inner = markup`<title>${title}</title>${isStack(node) && [outline(box, 4, 'box behind'), outline(box, 2, 'box behind')]}${outline(box, 0, 'box')}<g class="glyph" transform="translate(${num(box.x + 8)} ${num(box.y + 7)})">${trusted(glyphs[node.kind])}</g><text x="${num(box.x + sizes.glyph)}" y="${middle}">${label}${
    when !== undefined && markup`<tspan class="small" dx="8">${when}</tspan>`}${node.stack !== undefined && markup`<tspan class="small" dx="8">${node.stack}</tspan>`}${node.rule !== undefined && markup`<tspan class="small rule" dx="8">${node.rule}</tspan>`}</text>`
  const body = node.href === undefined ? inner : markup`<a href="${node.href}">${inner}</a>`
  return markup`<g class="${classes}" data-node="${index.get(node.id)}">${body}</g>`
}

const drawGroup = ({ group, depth, ...box }: DrawnGroup): Markup =>
  markup`<g class="group depth-${depth % 2}"><title>${group.label}</title><rect x="${num(box.x)}" y="${num(box.y)}" width="${num(box.width)}" height="${num(box.height)}" rx="6"/></g>`

// Above the edges, which pass through the title's line into the group: on a ground of its own, so that none runs through its letters.
const drawGroupTitle = ({ label, depth, group, ...box }: DrawnGroup, index: ReadonlyMap<string, number>): Markup =>
  markup`<rect class="title-ground depth-${depth % 2}" x="${num(box.x + sizes.groupPad - 4)}" y="${num(box.y + 5)}" width="${num(textColumns(label) * sizes.smallColumn + 8)}" height="18"/><text class="group-title depth-${depth % 2}" data-group="${index.get(group.id)}" x="${num(box.x + sizes.groupPad)}" y="${num(box.y + 18)}">${label}</text>`

/** The glyph of a kind of node by itself, 14 px wide. */
export const glyphSvg = (kind: NodeKind): Markup =>
  markup`<svg class="glyph kind-${kind}" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">${trusted(glyphs[kind])}</svg>`

/** The drawing as one `<svg>` element: boxes that link, in groups, below edges; titles carry what was cut. */
export const drawingSvg = (drawing: Drawing): string => {
  const index = new Map(drawing.nodes.map(({ node }, i) => [node.id, i]))
  const groups = new Map(drawing.groups.map(({ group }, i) => [group.id, i]))
  const width = drawing.width + 4, height = drawing.height + 4
  return markupText(markup`<svg class="graph" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Graph of ${drawing.title}">${
    drawing.groups.map(drawGroup)}${drawing.edges.map((edge) => drawEdge(edge, index))}${drawing.groups.map((group) => drawGroupTitle(group, groups))}${drawing.nodes.map((node) => drawNode(node, index))}</svg>`)
}
