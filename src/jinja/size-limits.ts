// How large a value of a template can get.

/** The longest text that a template can make. */
export const longestText = 1_000_000
/** The most items that a list can get. */
export const mostItems = 100_000
/** The most bits that an int can get. */
export const mostBits = 4096
