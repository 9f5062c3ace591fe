// What calls of unknown functions reach out of the program: a table of well-known packages and globals.
import type { OutsideCall } from './run.ts'

const packages: Readonly<Record<string, OutsideCall['kind']>> = {
  'fetch': 'network', 'XMLHttpRequest': 'network', 'WebSocket': 'network',
  'node:http': 'network', 'node:https': 'network', 'node:net': 'network', 'node:dns': 'network', 'http': 'network', 'https': 'network',
  'axios': 'network', 'got': 'network', 'undici': 'network', 'node-fetch': 'network', 'ky': 'network', 'superagent': 'network', '@aws-sdk': 'network',
  'pg': 'database', 'mysql2': 'database', 'mysql': 'database', 'mongodb': 'database', 'mongoose': 'database', 'redis': 'database', 'ioredis': 'database',
  'better-sqlite3': 'database', 'knex': 'database', '@prisma/client': 'database', 'typeorm': 'database', 'snowflake-sdk': 'database', '@google-cloud/bigquery': 'database',
  'node:fs': 'file', 'node:fs/promises': 'file', 'fs': 'file', 'fs/promises': 'file', 'fs-extra': 'file', 'node:child_process': 'file', 'child_process': 'file',
}

/** What kind of thing a call of a name (`axios#get`, `fetch`) reaches; undefined where that is not known. */
export const outsideKind = (name: string): OutsideCall['kind'] | undefined => {
  const [specifier = ''] = name.split('#')
  if (Object.hasOwn(packages, specifier)) return packages[specifier]
  const first = specifier.split(/[./]/)[0]!
  return Object.hasOwn(packages, first) ? packages[first] : undefined
}
