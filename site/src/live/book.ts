// The book under `dagbook dev`: it stands in for the data of the build, and is another one after each save.
import type Book from 'book-data'

/** The book that pages are made from at the moment. */
export const live: { book?: typeof Book } = {}

const proxy: typeof Book = new Proxy({} as typeof Book, { get: (_, key) => Reflect.get(live.book!, key) as unknown })
export default proxy
