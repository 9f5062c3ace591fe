export * from './book.ts'
export { markdownFile, type Book, type NavEntry, type Page } from './page.ts'
