// The first half of a layered layout: which way every edge goes, which layer every node stands in, and in which order within it.

/** A graph as numbers: nodes are `0 … count - 1`, an edge is a pair of them. */
export interface NumberedGraph {
  readonly count: number
  readonly edges: readonly (readonly [number, number])[]
  /** How much it matters that each edge leads forward; 1 where nothing is said. */
  readonly weight?: readonly number[]
  /** Nodes that have to stand before or behind all others. */
  readonly pinned?: ReadonlyMap<number, 'first' | 'last'>
}
/** Every edge leads to a later layer; those in `flipped` do so backwards. */
export interface Layers {
  readonly layer: readonly number[]
  readonly flipped: ReadonlySet<number>
}

const outgoing = ({ count, edges }: Pick<NumberedGraph, 'count' | 'edges'>): number[][] => {
  const out = Array.from({ length: count }, (): number[] => [])
  edges.forEach(([from], i) => out[from]!.push(i))
  return out
}

/**
 * The edges that lead backwards in an order of the nodes that makes them few and light (Eades, Lin and Smyth 1993): what only leads on
 * comes first, what only is led to comes last, and where there is a cycle, the node that leads on most.
 */
const backEdges = ({ count, edges, weight }: NumberedGraph): Set<number> => {
  const weightOf = (edge: number): number => weight?.[edge] ?? 1
  const out = outgoing({ count, edges }), into = outgoing({ count, edges: edges.map(([from, to]) => [to, from]) })
  const toCome = new Float64Array(count), toGo = new Float64Array(count)
  edges.forEach(([from, to], i) => {
    if (from === to) return
    toGo[from]! += weightOf(i)
    toCome[to]! += weightOf(i)
  })
  const place = new Int32Array(count).fill(-1)
  let first = 0, last = count - 1
  const ready: number[] = []
  const take = (node: number, at: number): void => {
    place[node] = at
    for (const [list, end, sums] of [[out, 1, toCome], [into, 0, toGo]] as const) {
      for (const edge of list[node]!) {
        const other = edges[edge]![end]
        if (place[other] !== -1 || other === node) continue
        sums[other]! -= weightOf(edge)
        if (sums[other] === 0) ready.push(other)
      }
    }
  }
  for (let node = 0; node < count; node++) if (toCome[node] === 0 || toGo[node] === 0) ready.push(node)
  while (first <= last) {
    const node = ready.shift() ?? mostLeadingOn(place, toGo, toCome)
    if (place[node] !== -1) continue
    if (toCome[node] !== 0 && toGo[node] === 0) take(node, last--)
    else take(node, first++)
  }
  return new Set(edges.flatMap(([from, to], i) => (place[from]! > place[to]! ? [i] : [])))
}

const mostLeadingOn = (place: Int32Array, toGo: Float64Array, toCome: Float64Array): number => {
  let best = -1
  place.forEach((at, node) => {
    if (at === -1 && (best === -1 || toGo[node]! - toCome[node]! > toGo[best]! - toCome[best]!)) best = node
  })
  return best
}

/** Breaks cycles and puts every node as far left as its inputs allow; what has no inputs stands right before what needs it. */
export const layersOf = (graph: NumberedGraph): Layers => {
  const flipped = backEdges(graph), { count, pinned } = graph
  const edges = graph.edges.map(([from, to], i) => (flipped.has(i) ? [to, from] as const : [from, to] as const)).filter(([from, to]) => from !== to)
  const out = outgoing({ count, edges }), waiting = new Int32Array(count), layer = Array.from({ length: count }, () => 0)
  for (const [, to] of edges) waiting[to]! += 1
  const order: number[] = []
  for (let node = 0; node < count; node++) if (waiting[node] === 0) order.push(node)
  for (let i = 0; i < order.length; i++) {
    const node = order[i]!
    for (const edge of out[node]!) {
      const to = edges[edge]![1]
      layer[to] = Math.max(layer[to]!, layer[node]! + 1)
      waiting[to]! -= 1
      if (waiting[to] === 0) order.push(to)
    }
  }
  const isFed = new Uint8Array(count)
  for (const [, to] of edges) isFed[to] = 1
  for (const node of order.toReversed()) {
    if (isFed[node] === 1 || out[node]!.length === 0) continue
    layer[node] = Math.min(...out[node]!.map((edge) => layer[edges[edge]![1]]!)) - 1
  }
  if (pinned !== undefined && pinned.size > 0) pin(layer, pinned)
  return { layer, flipped }
}

const pin = (layer: number[], pinned: ReadonlyMap<number, 'first' | 'last'>): void => {
  const free = layer.filter((_, node) => !pinned.has(node))
  const first = Math.min(...free) - 1, last = Math.max(...free) + 1
  for (const [node, side] of pinned) layer[node] = side === 'first' ? first : last
  const least = Math.min(...layer)
  layer.forEach((at, node) => { layer[node] = at - least })
}

/** How many pairs of edges between two neighbouring layers cross, given the positions at both ends. */
const crossings = (ends: readonly (readonly [number, number])[]): number => {
  const sorted = [...ends].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const size = Math.max(0, ...sorted.map(([, to]) => to)) + 1
  const tree = new Int32Array(size + 1)
  let all = 0
  sorted.forEach(([, to], seen) => {
    let notAbove = 0
    for (let i = to + 1; i > 0; i -= i & -i) notAbove += tree[i]!
    all += seen - notAbove
    for (let i = to + 1; i <= size; i += i & -i) tree[i]! += 1
  })
  return all
}

const median = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const sweeps = 12

/**
 * Orders each layer so that few edges cross: median sweeps forth and back, the best order seen is kept (Gansner et al. 1993, §3).
 * `links` join nodes of neighbouring layers only.
 */
export const orderLayers = (layers: readonly (readonly number[])[], links: readonly (readonly [number, number])[]): number[][] => {
  const before = new Map<number, number[]>(), after = new Map<number, number[]>()
  const note = (map: Map<number, number[]>, key: number, value: number): void => { (map.get(key) ?? map.set(key, []).get(key)!).push(value) }
  for (const [from, to] of links) {
    note(after, from, to)
    note(before, to, from)
  }
  const place = new Map<number, number>()
  const settle = (layer: readonly number[]): void => layer.forEach((node, i) => place.set(node, i))
  const count = (order: readonly (readonly number[])[]): number => order.reduce((sum, layer) =>
    sum + crossings(layer.flatMap((node) => (after.get(node) ?? []).map((to) => [place.get(node)!, place.get(to)!] as const))), 0)
  let order = layers.map((layer) => [...layer])
  order.forEach(settle)
  let best = order, fewest = count(order)
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0
    const next = order.map((layer) => [...layer])
    for (let step = 1; step < next.length; step++) {
      const at = forth ? step : next.length - 1 - step
      const neighbours = forth ? before : after
      const wanted = new Map(next[at]!.map((node) => {
        const places = (neighbours.get(node) ?? []).map((other) => place.get(other)!).sort((a, b) => a - b)
        return [node, places.length === 0 ? place.get(node)! : median(places)]
      }))
      next[at]!.sort((a, b) => wanted.get(a)! - wanted.get(b)! || place.get(a)! - place.get(b)!)
      settle(next[at]!)
    }
    order = next
    const crossed = count(order)
    if (crossed < fewest) {
      best = order
      fewest = crossed
    }
  }
  return best
}
