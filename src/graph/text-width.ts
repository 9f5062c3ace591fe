// How wide a text is where no font can be asked: in columns of a monospaced font, as terminals count them.

const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}]/u
const wide = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u

const columnsOf = (char: string): number => (char < '\u0300' ? 1 : zeroWidth.test(char) ? 0 : wide.test(char) ? 2 : 1)

/** The width of a text in columns: 2 for East Asian wide characters and emoji, 0 for marks. */
export const textColumns = (text: string): number => {
  let columns = 0
  for (const char of text) columns += columnsOf(char)
  return columns
}

/** The text, or its beginning and end around an ellipsis, so that it is at most `columns` wide. */
export const shortened = (text: string, columns: number): string => {
  if (textColumns(text) <= columns) return text
  const chars = [...text]
  const head = Math.ceil((columns - 1) * 0.6)
  let start = '', end = ''
  let used = 0
  for (const char of chars) {
    used += columnsOf(char)
    if (used > head) break
    start += char
  }
  used = 0
  for (const char of chars.reverse()) {
    used += columnsOf(char)
    if (used > columns - 1 - head) break
    end = char + end
  }
  return `${start}…${end}`
}
