// Who owns what, and which tags there are: DAGs say so themselves, and CODEOWNERS says so of the files that they are in.
import { compareText, type Dag, type Fact, type Model } from '#model'
import type { CodeOwners } from './codeowners.ts'
import type { OwnPage } from './own-pages.ts'

/** Owners and tags of a book. */
export interface Ownership {
  /** Every owner that is known by name, sorted. */
  readonly owners: readonly string[]
  /** Every tag that is known by name, sorted. */
  readonly tags: readonly string[]
  /** The owners that CODEOWNERS has for the file that a DAG is in, without those that the DAG names itself. */
  readonly codeOwnersOf: (dag: Dag) => readonly string[]
  /** Everybody who owns a DAG, by name. */
  readonly ownersOf: (dag: Dag) => readonly string[]
}

/** The texts among facts: what is not known has no name that a page could have. */
export const knownTexts = (facts: readonly Fact<string>[]): string[] => facts.filter((fact): fact is string => typeof fact === 'string' && fact.trim() !== '')

const sortedNames = (names: Iterable<string>): string[] => [...new Set(names)].sort(compareText)

/** Gathers the owners and tags of DAGs and of the project's own pages. */
export const ownershipOf = (model: Model, codeOwners: CodeOwners | undefined, own: readonly OwnPage[]): Ownership => {
  const codeOwnersOf = (dag: Dag): readonly string[] => {
    const own = knownTexts(dag.owners)
    return dag.at === undefined || codeOwners === undefined ? [] : codeOwners.ownersOf(dag.at.file).filter((owner) => !own.includes(owner))
  }
  const ownersOf = (dag: Dag): readonly string[] => [...new Set([...knownTexts(dag.owners), ...codeOwnersOf(dag)])]
  return {
    codeOwnersOf, ownersOf,
    owners: sortedNames([...model.dags.flatMap(ownersOf), ...own.flatMap((page) => page.owner ?? [])]),
    tags: sortedNames([...model.dags.flatMap((dag) => knownTexts(dag.tags)), ...own.flatMap((page) => page.tags)]),
  }
}
