// The book, as the build puts it beside the site; see src/docs/page.ts for what the fields mean.
declare module 'book-data' {
  interface Heading { readonly id: string; readonly level: number; readonly text: string }
  export interface Page {
    readonly path: string; readonly url: string; readonly title: string; readonly description: string; readonly dagId?: string
    readonly kind: 'home' | 'dag' | 'group' | 'table' | 'pipeline' | 'owner' | 'tag' | 'doc' | 'glossary' | 'list' | 'problems' | 'not-found'
    readonly html: string; readonly headings: readonly Heading[]; readonly hasMermaid: boolean; readonly hidden?: true
  }
  export interface NavEntry { readonly dagId: string; readonly url: string; readonly kind: string; readonly folder: string; readonly owners: readonly string[]; readonly tags: readonly string[]; readonly problems: number }
  export interface Section { readonly title: string; readonly path: string; readonly url: string; readonly count: number }
  interface Book {
    readonly title: string; readonly base: string; readonly sourceUrl?: string; readonly nav: readonly NavEntry[]; readonly sections: readonly Section[]
    readonly problemCount: number; readonly hasTextSearch: boolean; readonly pages: readonly Page[]
  }
  const book: Book
  export default book
}
