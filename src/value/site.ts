// Where a value was made: a range in a source text, and the calls that were under way. Resolved to a Place only on demand.
import type { Place } from '#model'

/** A text that values come from. `library` texts (the authoring API itself) never show up as places. */
export interface SourceText {
  readonly path: string
  readonly library: boolean
  /** The place of a range of offsets; leading white space and comments are skipped. */
  readonly placeOf: (pos: number, end: number) => Place
}

/** A range of offsets in a source text: the syntax node that made a value. */
export interface Site {
  readonly file: SourceText
  readonly pos: number
  readonly end: number
}

/** One call under way: the call expression, and the frame it stands in. A linked list, innermost first. */
export interface Frame {
  readonly site: Site
  readonly caller: Frame | undefined
}

/** The place of a site. */
export const placeOf = (site: Site): Place => site.file.placeOf(site.pos, site.end)

/** The sites of user code that led to a value, innermost first: its own site where that is user code, then the calls. */
export const userSites = (site: Site | undefined, frame: Frame | undefined): Site[] => {
  const sites: Site[] = site !== undefined && !site.file.library ? [site] : []
  for (let at = frame; at !== undefined; at = at.caller) if (!at.site.file.library) sites.push(at.site)
  return sites
}

/** The innermost place in user code that a value comes from. */
export const userPlace = (site: Site | undefined, frame: Frame | undefined): Place | undefined => {
  if (site !== undefined && !site.file.library) return placeOf(site)
  for (let at = frame; at !== undefined; at = at.caller) if (!at.site.file.library) return placeOf(at.site)
  return undefined
}
