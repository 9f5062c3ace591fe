// The texts of conditions, put together as their author would write them: operators keep their operands together.

/** How tightly the outermost operator of a text holds its operands, loosest first. */
const levels = [/^[?:]$/, /^(?:\|\||\?\?)$/, /^&&$/, /^[|^&]$/, /^(?:[!=]==?|[<>]=?|in|instanceof)$/, /^(?:<<|>>>?)$/, /^[+-]$/, /^\S+$/] as const
const levelOf = (operator: string): number => levels.findIndex((level) => level.test(operator))
/** Operators from here on do not take one of their own kind on their right. */
const comparing = 4
/** Of `!x` and `typeof x`. */
const prefixed = levels.length
/** Of names, calls and members: nothing can tear them apart. */
const whole = prefixed + 1

/** Words that belong to the next one. */
const leading = new Set(['new', 'typeof', 'await', 'void'])

/** Operands and operators in turn: the words of a text outside of its brackets and quotes, whose contents count as letters. */
const outerWords = (text: string): string[] => {
  const words: string[] = []
  for (const word of splitOutside(text)) {
    if (words.length > 0 && leading.has(words.at(-1)!)) words.push(`${words.pop()!} ${word}`)
    else words.push(word)
  }
  return words
}

const splitOutside = (text: string): string[] => {
  const words = ['']
  const closing: string[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    const until = closing.at(-1)
    if (until === char) closing.pop()
    else if (until === "'" || until === '"' || until === '`') {
      if (char === '\\') at++
    } else if ('([{'.includes(char)) closing.push({ '(': ')', '[': ']', '{': '}' }[char]!)
    else if (char === "'" || char === '"' || char === '`') closing.push(char)
    else if (char === ' ' && until === undefined) {
      words.push('')
      continue
    }
    words[words.length - 1] += char
  }
  return words
}

const tightness = (text: string): number => {
  const operators = outerWords(text).filter((_, index) => index % 2 === 1)
  if (operators.length > 0) return Math.min(...operators.map(levelOf))
  return /^(?:[!\-+~]|(?:typeof|await|void) )/.test(text) ? prefixed : whole
}

/** Puts a text into parentheses where its outermost operator holds less tightly than this one. */
const inside = (text: string, least: number): string => tightness(text) < least ? `(${text})` : text

/** A text that something is to follow: `.x`, `[0]`, `(…)`. */
export const operandText = (text: string): string => inside(text, whole)

/** `left operator right`. */
export const binaryText = (left: string, operator: string, right: string): string => {
  const level = levelOf(operator)
  // What stands on the right of `a - b` would be torn apart by one of its own kind; comparisons of comparisons read badly without parentheses.
  return `${inside(left, level === comparing ? level + 1 : level)} ${operator} ${inside(right, level < comparing ? level : level + 1)}`
}

/** A prefix and its operand: `typeof x`, `-x`. */
export const prefixText = (prefix: string, operand: string): string => prefix + inside(operand, prefix === '!' ? prefixed : whole)

const opposites: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }

/** The opposite of a condition's text: `a !== 'x'` for `a === 'x'`. */
export const oppositeText = (text: string): string => {
  const words = outerWords(text)
  if (words.length === 3 && Object.hasOwn(opposites, words[1]!)) return `${words[0]} ${opposites[words[1]!]} ${words[2]}`
  if (words.length === 1 && text.startsWith('!')) return text.slice(1).replace(/^\((.*)\)$/s, '$1')
  return prefixText('!', text)
}

/** `condition ? yes : no`. */
export const ternaryText = (condition: string, yes: string, no: string): string => `${inside(condition, 1)} ? ${inside(yes, 1)} : ${inside(no, 1)}`
