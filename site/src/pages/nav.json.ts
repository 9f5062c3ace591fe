// The list of all DAGs: for the tree, when it is filtered or grouped otherwise, and for books that have too many to put them on every page.
import book from 'book-data'

export const GET = (): Response => new Response(JSON.stringify(book.nav.map(({ dagId, url, folder, owners, tags }) => ({ dagId, url, folder, owners, tags }))))
