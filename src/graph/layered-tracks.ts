// The space between two layers: on which vertical track every line rises or falls.

/** All lines from one point to the next layer: they share one vertical piece. */
export interface Fan {
  readonly y1: number
  readonly y2: readonly number[]
}

const near = 5
const within = (y: number, fan: Span): boolean => y > fan.top && y < fan.bottom

interface Span extends Fan {
  readonly top: number
  readonly bottom: number
}

/** What it costs to draw `a` left of `b`: crossings, and lines of different edges that would lie on each other. */
const cost = (a: Span, b: Span): number =>
  a.y2.reduce((sum, y) => sum + (within(y, b) ? 1 : 0) + (Math.abs(y - b.y1) < near ? 20 : 0), within(b.y1, a) ? 1 : 0)

/** A track for each fan, counted from the left; fans whose spans overlap have different ones, in the order that crosses least (Sander 2004). */
export const tracksOf = (fans: readonly Fan[]): { readonly tracks: readonly number[]; readonly count: number } => {
  const spans = fans.map((fan): Span => ({ ...fan, top: Math.min(fan.y1, ...fan.y2), bottom: Math.max(fan.y1, ...fan.y2) }))
  const rising = spans.map((_, i) => i).filter((i) => spans[i]!.top < spans[i]!.bottom)
  const leftOf = new Map<number, number[]>(rising.map((i) => [i, []]))
  rising.forEach((i, index) => {
    for (const j of rising.slice(index + 1)) {
      const a = spans[i]!, b = spans[j]!
      if (a.top >= b.bottom + near || b.top >= a.bottom + near) continue
      const ab = cost(a, b), ba = cost(b, a)
      if (ab < ba || (ab === ba && a.y1 >= b.y1)) leftOf.get(j)!.push(i)
      else leftOf.get(i)!.push(j)
    }
  })
  const tracks = fans.map(() => 0)
  const state = new Map<number, 'open' | 'done'>()
  // What has to be left of itself, by way of others, is drawn where the walk found it.
  const settle = (i: number): number => {
    if (state.get(i) === 'done') return tracks[i]!
    state.set(i, 'open')
    tracks[i] = leftOf.get(i)!.reduce((track, other) => (state.get(other) === 'open' ? track : Math.max(track, settle(other) + 1)), 0)
    state.set(i, 'done')
    return tracks[i]!
  }
  for (const i of rising) settle(i)
  return { tracks, count: rising.length === 0 ? 0 : Math.max(...rising.map((i) => tracks[i]!)) + 1 }
}
