// Statements live in files of their own, so that editors and linters of SQL understand them.
import { readFileSync } from 'node:fs'

/** The text of a file in `sql/`. */
export const readSql = (name: string): string => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8')
