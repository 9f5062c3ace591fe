// The second half of a layered layout: where in its layer every node stands.

/** A node or a bend of a long edge, in its layer. */
export interface Placed {
  /** Height in pixels; 0 for a bend. */
  readonly height: number
  /** The least free space below it. */
  readonly gap: number
}
/** A piece of an edge between neighbouring layers; `fromY` and `toY` are measured from the tops of its ends. */
export interface Link {
  readonly from: number
  readonly to: number
  readonly fromY: number
  readonly toY: number
}

/** The positions nearest to those wanted (least squares, weighted) that keep the order and the gaps: pool adjacent violators. */
const nearest = (layer: readonly number[], items: readonly Placed[], wanted: readonly number[], weight: readonly number[]): number[] => {
  const offset: number[] = []
  let sum = 0
  for (const node of layer) {
    offset.push(sum)
    sum += items[node]!.height + items[node]!.gap
  }
  const blocks: { total: number; weight: number; size: number }[] = []
  layer.forEach((_, i) => {
    let block = { total: (wanted[i]! - offset[i]!) * weight[i]!, weight: weight[i]!, size: 1 }
    for (let last = blocks.at(-1); last !== undefined && last.total / last.weight > block.total / block.weight; last = blocks.at(-1)) {
      block = { total: block.total + last.total, weight: block.weight + last.weight, size: block.size + last.size }
      blocks.pop()
    }
    blocks.push(block)
  })
  const tops = blocks.flatMap((block) => Array.from({ length: block.size }, () => block.total / block.weight))
  return tops.map((top, i) => top + offset[i]!)
}

const rounds = 16

/** The top of every node: near what it is joined to, so that lines are straight, those of long edges first. */
export const placeLayers = (layers: readonly (readonly number[])[], items: readonly Placed[], links: readonly Link[]): number[] => {
  const top = items.map(() => 0)
  for (const layer of layers) {
    let y = 0
    for (const node of layer) {
      top[node] = y
      y += items[node]!.height + items[node]!.gap
    }
  }
  const before = items.map((): Link[] => []), after = items.map((): Link[] => [])
  for (const link of links) {
    after[link.from]!.push(link)
    before[link.to]!.push(link)
  }
  // Where a link would be straight, and how much that matters: long edges matter most (the factors of Gansner et al. 1993, §4.2).
  const isBend = (node: number): boolean => items[node]!.height === 0
  const omega = (link: Link): number => (isBend(link.from) && isBend(link.to) ? 8 : isBend(link.from) || isBend(link.to) ? 2 : 1)
  const pull = (node: number, side: 'before' | 'after' | 'both'): { sum: number; weight: number } => {
    let sum = 0, weight = 0
    if (side !== 'after') {
      for (const link of before[node]!) {
        sum += omega(link) * (top[link.from]! + link.fromY - link.toY)
        weight += omega(link)
      }
    }
    if (side !== 'before') {
      for (const link of after[node]!) {
        sum += omega(link) * (top[link.to]! + link.toY - link.fromY)
        weight += omega(link)
      }
    }
    return { sum, weight }
  }
  for (let round = 0; round < rounds; round++) {
    const side = round >= rounds - 4 ? 'both' : round % 2 === 0 ? 'before' : 'after'
    for (const layer of round % 2 === 0 ? layers : layers.toReversed()) {
      const pulls = layer.map((node) => pull(node, side))
      const wanted = layer.map((node, i) => (pulls[i]!.weight === 0 ? top[node]! : pulls[i]!.sum / pulls[i]!.weight))
      nearest(layer, items, wanted, pulls.map(({ weight }) => Math.max(0.25, weight))).forEach((y, i) => { top[layer[i]!] = y })
    }
  }
  const least = Math.min(0, ...top)
  return top.map((y) => Math.round(y - least))
}

