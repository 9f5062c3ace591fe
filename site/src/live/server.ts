// The pages under `dagbook dev`: the same layouts, compiled once, asked for one page at a time.
import { createApp } from 'astro/app/entrypoint'
import type Book from 'book-data'
import { live } from './book.ts'

const app = createApp()

/** Makes a page of a book. */
export const render = async (address: string, book: typeof Book): Promise<string> => {
  live.book = book
  return (await app.render(new Request(address))).text()
}
