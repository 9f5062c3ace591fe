// Anything plain → JSON text with stable bytes: keys stay in the order that their maker gave them.

/** Two spaces an indent, a line feed at the end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
