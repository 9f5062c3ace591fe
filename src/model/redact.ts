// Secrets never leave: the whole model passes through here before anything is written, the cache included.
import type { Model } from './model.ts'
import { isSymbolic, type Value } from './value.ts'
import { wellFormed } from './well-formed.ts'

/** What stands where a secret was found inside a longer text (Airflow's own mask). */
export const mask = '***'

// A key counts as secret by its words, so that `api_key`, `apiKey` and `API-KEY` do and `keyColumns` or `max_tokens` do not.
const secretWords = new Set(['password', 'passwd', 'passphrase', 'pwd', 'secret', 'secrets', 'token', 'credential', 'credentials', 'authorization', 'apikey', 'privatekey', 'dsn'])
const secretPairs = new Set(['api key', 'private key', 'access key', 'secret key', 'account key', 'signing key', 'encryption key', 'fernet key', 'connection string', 'connection uri', 'conn string', 'conn uri', 'conn str', 'auth header', 'sas url', 'client secret'])
/** Last words that make a key a name, a count or a flag rather than the secret itself: `secret_name`, `token_count`. */
const harmlessEnds = new Set(['id', 'name', 'names', 'count', 'limit', 'path', 'file', 'field', 'fields', 'column', 'columns', 'type', 'length', 'ttl', 'enabled', 'required', 'version', 'arn', 'ref', 'scope', 'expiry', 'policy', 'provider', 'backend', 'url'])

const wordsOf = (key: string): string[] =>
  key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)

/** What is known of a key: a model has the same few again and again, mostly with the same few values. */
interface KeyFacts {
  /** It usually holds a secret. */
  readonly secret: boolean
  /** It can be written. */
  readonly fit: boolean
  /** The last text under it that had nothing to mask. */
  harmless: string
}
const keys = new Map<string, KeyFacts>()

const factsOf = (key: string): KeyFacts => keys.get(key) ?? newFacts(key)

const newFacts = (key: string): KeyFacts => {
  const facts: KeyFacts = { secret: keyHint.test(key) && namesSecret(key), fit: wellFormed(key) === key, harmless: '' }
  if (keys.size < 10_000) keys.set(key, facts)
  return facts
}

/** Without one of these no word of a key is a secret's. */
const keyHint = /pass|pwd|secret|token|credential|auth|key|dsn|conn|sas/i

/** Does a key of this name usually hold a secret? */
export const isSecretKey = (key: string): boolean => factsOf(key).secret

const namesSecret = (key: string): boolean => {
  const words = wordsOf(key.slice(-200))
  const last = words.at(-1)
  if (last === undefined) return false
  if (words.some((word, i) => secretPairs.has(`${word} ${words[i + 1] ?? ''}`)) && (!harmlessEnds.has(last) || `${words.at(-2)} ${last}` === 'sas url')) return true
  return words.some((word) => secretWords.has(word)) && !harmlessEnds.has(last)
}

/** Texts that give a secret away by their shape; what the first group holds is kept, the rest masked. */
const shapes: readonly RegExp[] = [
  /()-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
  /(\b[a-z][a-z0-9+.-]{0,40}:\/\/[^\s/:@'"{}]{0,200}:)[^\s/@'"{}]{1,400}(?=@)/gi,
  /()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /()\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{20,100}|xox[abeprs]-[A-Za-z0-9-]{10,250}|sk-[A-Za-z0-9_-]{20,200}|sk_live_[A-Za-z0-9]{16,100}|AIza[A-Za-z0-9_-]{35}|dapi[a-f0-9]{32})/g,
  /()\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{4,2000}/g,
  /()https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]{10,100}/g,
  /(\b(?:bearer|basic)\s{1,4})[A-Za-z0-9+/_.~-]{12,4000}={0,2}/gi,
  /(\b\w{0,40}?(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key)["']?\s{0,4}(?:=(?!=)|:)\s{0,4}["']?)(?!\{\{|\$|\*\*\*|["'\s,;)}&]|(?:null|none|true|false|string)\b)[^\s"',;)}&]{1,400}/gi,
  /(--?(?:password|passwd|pwd|secret|token|api-key|access-key|private-key)(?:\s{1,4}|=)["']?)(?!\{\{|\$|\*\*\*|-)[^\s"';]{1,400}/gi,
  // Conditions: `process.env.DB_PASSWORD === 'secret'`, and the other way around.
  /(\b[\w$.]{0,80}?(?:password|passwd|pwd|secret|token|api_?key|access_?key|private_?key)\w{0,40}\s{0,4}[!=]==?\s{0,4})(?:'[^'\n]{1,400}'|"[^"\n]{1,400}")/gi,
  /()(?:'[^'\n]{1,400}'|"[^"\n]{1,400}")(?=\s{0,4}[!=]==?\s{0,4}[\w$.]{0,80}?(?:password|passwd|pwd|secret|token|api_?key|access_?key|private_?key))/gi,
  // Command lines and SQL: `curl -u me:secret`, `mysql -psecret`, `identified by 'secret'`.
  /(\bcurl\b[^\n|;&]{0,400}?\s(?:-u|--user)[\s=]{0,4}["']?[^\s:"'{}]{1,200}:)(?!\{\{|\$|\*\*\*)[^\s"'{}]{1,400}/gi,
  /(\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;&]{0,400}?\s-p["']?)(?!\{\{|\$|\*\*\*)[^\s"'{}]{1,400}/gi,
  /(\bidentified\s{1,4}by\s{1,4}(?:password\s{1,4})?["'])(?!\{\{|\$|\*\*\*)[^"'\n]{1,400}/gi,
]

/** Without one of these a text has none of the shapes: most texts are done after one look. */
const hint = /:\/\/|-----BEGIN|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|sk-|sk_|AIza|dapi|eyJ|bearer|basic|passw|pwd|secret|token|key|curl|mysql|mariadb|identified/i

/** What is kept of a secret; one that is not known at all, and so only points to where it comes from, stays. */
const masked = (all: string, kept: string): string => (/^[\uE000-\uF8FF]+$/.test(all.slice(kept.length)) ? all : kept + mask)

/** The text with everything masked that has the shape of a secret, and fit to be written. */
export const redactText = (given: string): string => {
  const text = wellFormed(given)
  return text.length < 6 || !hint.test(text) ? text : shapes.reduce((out, shape) => out.replace(shape, masked), text)
}

/** Text that only points to a secret, such as `{{ conn.db.password }}`, `{{ var.value.get('pw') }}` or `${TOKEN}`, holds none; a default in quotes is one. */
const isReference = (text: string): boolean =>
  text.trim() === '' || /^(?:\s*(?:\{\{[^{}'"]*\}\}|\$\{?\w+\}?))+\s*$/.test(text.replace(/(?<=[\w)\]])([([])\s*(['"])[\w./ -]{1,200}\2\s*(?=[)\]])/g, '$1'))

/** What a parameter may say of its type, whatever it is called. */
const types = new Set<Value>(['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'])
const hidden: Value = { $unknown: 'redacted' }

const hide = (value: Value): Value => {
  if (typeof value === 'string') return isReference(value) ? value : hidden
  if (typeof value === 'number') return hidden
  if (Array.isArray(value)) return value.map(hide)
  if (value === null || typeof value !== 'object' || '$unknown' in value) return value
  const record = value as Record<string, Value>
  if ('$template' in record) return hidden
  if ('$choice' in record) return { ...record, $choice: hideSides(record['$choice'] as Record<string, Value>) }
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [wellFormed(key), key === 'type' && types.has(inner) ? inner : hide(inner)]))
}

const hideSides = (choice: Record<string, Value>): Record<string, Value> =>
  ({ ...choice, when: redactValue(choice['when']!), then: hide(choice['then']!), else: hide(choice['else']!) })

/** Does a choice fall back from a secret, `process.env.DB_PASSWORD ?? 'x'`? Then what it falls back to is one as well. */
const isOfSecret = (choice: Value | undefined): boolean => {
  if (typeof choice !== 'object' || choice === null || Array.isArray(choice)) return false
  return Object.values(choice as Record<string, Value>).some((side) =>
    typeof side === 'object' && side !== null && !Array.isArray(side) && '$unknown' in side && typeof side['of'] === 'string' && isSecretKey(side['of'].split('.').at(-1)!))
}

const holes = /[\uE000-\uF8FF]/
/** A template is looked at as the text that it makes: what is not known of it stands in it as one character each. */
const redactTemplate = (parts: readonly Value[]): readonly Value[] => {
  if (parts.length > 6000 || parts.some((part) => typeof part === 'string' && holes.test(part))) return redactList(parts)
  const whole = parts.map((part, i) => (typeof part === 'string' ? part : String.fromCharCode(0xE000 + i))).join('')
  const text = redactText(whole)
  if (text === whole) return redactList(parts)
  return text.split(/([\uE000-\uF8FF])/).filter((piece) => piece !== '').map((piece) => (holes.test(piece) ? redactValue(parts[piece.charCodeAt(0) - 0xE000]!) : piece))
}

/** A value with every secret in it replaced: whole under secret-looking keys, by its shape elsewhere. What holds none stays the same object. */
export const redactValue = (value: Value, key = ''): Value => {
  if (typeof value === 'string') return key !== '' && isSecretKey(key) ? hide(value) : redactText(value)
  if (value === null || typeof value === 'boolean') return value
  if (key !== '' && isSecretKey(key)) return hide(value)
  if (typeof value === 'number') return value
  return Array.isArray(value) ? redactList(value) : redactRecord(value as Record<string, Value>)
}

/** The record with its parts replaced; the record itself where none changes. */
const redactRecord = (record: Record<string, Value>): Value => {
  const symbolic = isSymbolic(record)
  if (symbolic && Array.isArray(record['$template'])) {
    const before = record['$template'], parts = redactTemplate(before)
    return parts === before ? record : { ...record, $template: parts as Value[] }
  }
  if (symbolic && isOfSecret(record['$choice'])) return { ...record, $choice: hideSides(record['$choice'] as Record<string, Value>) }
  // `{ path: 'dags.x.password', value }` and `{ name: 'PASSWORD', value }`: the key stands beside the value.
  const named = !symbolic && 'value' in record ? record.path ?? record.name ?? record.key : undefined
  let copy: Record<string, Value> | undefined
  let fit = true
  for (const key in record) {
    const facts = factsOf(key)
    fit &&= facts.fit
    const part = record[key]!
    if (part === facts.harmless || (typeof part === 'number' && !facts.secret && key !== 'value')) continue
    const replaced = redactValue(part, symbolic ? '' : key === 'value' && typeof named === 'string' ? named.split('.').at(-1)! : key)
    if (replaced !== part) (copy ??= { ...record })[key] = replaced
    else if (typeof part === 'string' && key !== 'value' && !facts.secret) facts.harmless = part
  }
  const whole = copy ?? record
  return fit ? whole : Object.fromEntries(Object.entries(whole).map(([key, part]) => [wellFormed(key), part]))
}

const isPair = (item: Value | undefined): boolean => Array.isArray(item) && item.length === 2 && typeof item[0] === 'string'

/** A list of words may be a command line, in which the word after `--password` is a secret; a list of pairs names what it holds. */
const redactList = (list: readonly Value[]): Value[] => {
  const pairs = list.length > 0 && list.every(isPair)
  let copy: Value[] | undefined
  for (let at = 0; at < list.length; at++) {
    const item = list[at]!
    const before = list[at - 1]
    const follows = typeof before === 'string' && before.startsWith('-') && /^--?[a-z]/i.test(before) && isSecretKey(before)
    const replaced = follows ? hide(item) : pairs ? redactPair(item as [string, Value]) : redactValue(item)
    if (replaced !== item) (copy ??= [...list])[at] = replaced
  }
  return copy ?? list as Value[]
}

const redactPair = (pair: readonly [string, Value]): Value => {
  const [name, value] = pair, replaced = redactValue(value, name)
  return replaced === value && wellFormed(name) === name ? pair as unknown as Value : [wellFormed(name), replaced]
}

/** The model with every secret in it replaced. */
export const redactModel = (model: Model): Model => redactValue(model as unknown as Value) as unknown as Model
