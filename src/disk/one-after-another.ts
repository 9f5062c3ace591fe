// Work that must not happen twice at once in one process.

/** A queue of its own: what is asked for through it is done one after the other, whatever becomes of those before. */
export const oneAfterAnother = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
