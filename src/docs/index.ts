export * from './book.ts'
export { docsShortfall } from './docs-coverage.ts'
export { searchIndexOf, type SearchIndex } from './search-index.ts'
export { markdownFile, type Book, type NavEntry, type Page } from './page.ts'
