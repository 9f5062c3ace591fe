// What cannot be used, and why: an expression, a schedule, a range.

/** Why something is refused, as the rest of a sentence whose subject is that thing: `has 4 fields; …`. */
export interface Refused { readonly refused: string }

/** Makes a refusal. */
export const refuse = (refused: string): Refused => ({ refused })

/** Was it refused? */
export const isRefused = (result: object): result is Refused => 'refused' in result
