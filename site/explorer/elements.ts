// The pieces that both explorers make their tools from.

/** An element with a class and a text. */
export const element = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
/** A button of a tool bar. */
export const button = (text: string, act: () => void): HTMLButtonElement => {
  const made = element('button', 'tool', text)
  made.type = 'button'
  made.addEventListener('click', act)
  return made
}
