// The local environment: what a developer's own Airflow does differently, and the prefix that keeps it away from production tables.
import type { AnySettings } from './config.ts'

/** What holds locally. A setting of any name wins over every layer of the config wherever it is looked up; confs are made from the DAGs' own sections. */
export interface LocalConfig extends AnySettings {
  /** Takes the place of the catalogs `prod.` and `sandbox.`: `prod.ds.t` becomes `sandbox.me_ds.t` with `sandbox.me_`. */
  readonly prefix?: string
  /** The most rows that a created table gets; none if negative or null. */
  readonly sqlRowLimit?: number | null
  /** The most events that are written; none if negative or null. */
  readonly eventsLimit?: number | null
}

/** What most developers need. Spread it and put your own name into the prefix. */
export const defaultLocalConfig: LocalConfig = { prefix: 'sandbox.me_', sqlRowLimit: 10_000, eventsLimit: 10 }

/**
 * Is an Airflow of this instance name a local one? All are but the one called "Production".
 * @example new Framework(config, { local: isLocalInstance(process.env.INSTANCE_NAME) ? localConfig : undefined })
 */
export const isLocalInstance = (instanceName: string = 'default_airflow_env'): boolean => {
  const name = instanceName.replaceAll(' ', '_').replace(/^"+|"+$/g, '')
  return name !== 'Production'
}

/**
 * The text with every catalog replaced by the prefix, once: what the prefix already stands before stays as it is, and so
 * does a word that only ends like a catalog (`preprod.`).
 */
export const withPrefix = (text: string, prefix: string): string => {
  if (prefix === '') return text
  let out = ''
  let from = 0
  while (true) {
    const at = firstCatalog(text, from, prefix)
    if (at < 0) return out + text.slice(from)
    const taken = text.startsWith(prefix, at) ? prefix : text.startsWith('prod.', at) ? 'prod.' : 'sandbox.'
    const inWord = at > 0 && /^\w$/.test(text.charAt(at - 1))
    out += text.slice(from, at) + (inWord ? taken : prefix)
    from = at + taken.length
  }
}

/** Is there anything in the text that a prefix can take the place of? */
export const hasCatalog = (text: string): boolean => text.includes('prod.') || text.includes('sandbox.')

/** Where the next catalog, or the prefix itself, begins; -1 where there is none. */
const firstCatalog = (text: string, from: number, prefix: string): number => {
  let first = -1
  for (const catalog of [prefix, 'prod.', 'sandbox.']) {
    const at = text.indexOf(catalog, from)
    if (at >= 0 && (first < 0 || at < first)) first = at
  }
  return first
}
