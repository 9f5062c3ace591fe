// Which of two places on the disk holds the other.
import { relative, resolve, sep } from 'node:path'

/** Is `inner` the folder `outer` or something in it? Both absolute, with no links in them. */
export const isWithin = (outer: string, inner: string): boolean => {
  const path = relative(outer, inner)
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && resolve(outer, path) === inner)
}
