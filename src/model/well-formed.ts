// Half of a surrogate pair is no text: JSON may hold it; files, addresses and other tools do not.

/** ES2024, in every Node and browser that dagbook runs on; `lib` is at ES2023. */
interface Text2024 { readonly isWellFormed: () => boolean; readonly toWellFormed: () => string }

/** The text with the replacement character in place of each lone surrogate. */
export const wellFormed = (text: string): string => {
  const checked = text as unknown as Text2024
  return checked.isWellFormed() ? text : checked.toWellFormed()
}
