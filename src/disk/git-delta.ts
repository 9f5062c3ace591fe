// A difference in a pack: pieces of another object and new bytes in turn (gitformat-pack, "Deltified representation").

/** The object that `delta` makes of `base`. @throws where it is none, or makes more than `limit` bytes. */
export const applyDelta = (base: Buffer, delta: Buffer, limit: number): Buffer => {
  let at = 0
  const size = (): number => {
    let value = 0, factor = 1, byte
    do {
      byte = delta.readUInt8(at++)
      value += (byte & 127) * factor
      factor *= 128
    } while (byte & 128)
    return value
  }
  /** A number whose bytes that are 0 are left out; `present` says which are there. */
  const sparse = (present: number, count: number): number => {
    let value = 0
    for (let i = 0; i < count; i++) if (present & (1 << i)) value += delta.readUInt8(at++) * 2 ** (8 * i)
    return value
  }
  if (size() !== base.length) throw new RangeError('a difference from another object')
  const length = size()
  if (length > limit) throw new RangeError('too large')
  const made = Buffer.alloc(length)
  let filled = 0
  const add = (from: Buffer, start: number, count: number): void => {
    if (count === 0 || start + count > from.length || filled + count > length) throw new RangeError('a piece that is not there')
    from.copy(made, filled, start, start + count)
    filled += count
  }
  while (at < delta.length) {
    const piece = delta.readUInt8(at++)
    if (piece & 128) {
      const start = sparse(piece & 15, 4), count = sparse((piece >> 4) & 7, 3)
      add(base, start, count === 0 ? 0x10000 : count)
    } else {
      add(delta, at, piece)
      at += piece
    }
  }
  if (filled !== length) throw new RangeError('less than what was said')
  return made
}
