// Copies folders by content: what comes from a read-only package must not be read-only where it goes.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Copies everything in `from` into `to`, with the rights of new files. */
export const copyFolder = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyFolder(join(from, entry.name), join(to, entry.name))
    else writeFileSync(join(to, entry.name), readFileSync(join(from, entry.name)))
  }
}
