// The pages that were looked at last, kept in the browser, for each book its own.

/** A page that was looked at. */
export interface Visit { readonly url: string; readonly title: string; readonly kind: string }

const most = 8
const keyOf = (base: string): string => `dagbook-recent ${base}`
const isVisit = (value: unknown): value is Visit =>
  typeof value === 'object' && value !== null && ['url', 'title', 'kind'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

/** The last pages, the newest first; only addresses below `base`, whoever wrote them there. */
export const recentVisits = (base: string): readonly Visit[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(base)) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isVisit).filter(({ url }) => url.startsWith(base)).slice(0, most) : []
  } catch {
    // Storage may be off, or hold something else.
    return []
  }
}

/** Remembers the page that is shown. */
export const rememberVisit = (): void => {
  const { base = '/', kind = '', page } = document.documentElement.dataset
  if (page === undefined || kind === 'home') return
  const url = location.pathname
  try {
    const visits = [{ url, title: page, kind }, ...recentVisits(base).filter((visit) => visit.url !== url)]
    localStorage.setItem(keyOf(base), JSON.stringify(visits.slice(0, most)))
  } catch {
    // Then nothing is remembered.
  }
}
