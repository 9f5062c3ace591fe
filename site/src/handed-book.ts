// The book of a build: who runs Astro hands it over as it is, in the same process.
import type Book from 'book-data'

const { dagbook } = globalThis as { dagbook?: typeof Book }
if (dagbook === undefined) throw new Error('There is no book to make pages of.')
export default dagbook
