// The list of all DAGs, for books that have too many to put them on every page.
import book from 'book-data'

export const GET = (): Response => new Response(JSON.stringify(book.nav))
