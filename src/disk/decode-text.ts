// Bytes of a file → the text that readers see: UTF-8 only, without a byte-order mark, lines ending in `\n`.

/** The text, or what is wrong with the bytes in words that follow "The file". */
export const decodeText = (bytes: Uint8Array): { readonly text: string } | { readonly wrong: string } => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { wrong: 'is UTF-16 text, not UTF-8' }
  const nul = bytes.indexOf(0)
  if (nul >= 0) return { wrong: `holds a NUL byte (at byte ${nul}), so it is no text` }
  try {
    // The decoder takes a byte-order mark away by itself.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text: text.includes('\r') ? text.replaceAll('\r\n', '\n') : text }
  } catch {
    return { wrong: 'is not UTF-8 text' }
  }
}
