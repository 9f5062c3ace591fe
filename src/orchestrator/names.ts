// Names: how a setting is spelled in a run's conf, and how ids read as words.

/**
 * A setting's name as a run's conf spells it.
 * @example confKey('wtFields') // 'wt_fields'
 */
export const confKey = (setting: string): string => {
  let key = ''
  for (const char of setting) key += char >= 'A' && char <= 'Z' ? `_${char.toLowerCase()}` : char
  return key
}

/** An id as a title: `pipe_daily` reads `Pipe Daily`. */
export const titleOf = (id: string): string => {
  const words: string[] = []
  for (const word of id.split('_')) words.push(word === '' ? '' : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
  return words.join(' ')
}

/** An id as the beginning of a sentence: `create_input_table` reads `Create input table`. */
export const sentenceOf = (id: string): string => {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
