// Buttons that copy: a name, a block of code, a graph as an SVG that stands alone.

/** Says for a moment that something was copied; the text was asked for by a click, so that browsers let it through. */
const copyBy = (button: HTMLButtonElement, text: () => string): void => {
  const label = button.getAttribute('aria-label') ?? '', words = button.textContent
  const say = (isDone: boolean): void => {
    button.classList.toggle('done', isDone)
    button.setAttribute('aria-label', isDone ? 'Copied' : label)
    if (words !== '') button.textContent = isDone ? 'Copied' : words
  }
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(text()).then(() => {
      say(true)
      setTimeout(() => say(false), 1500)
    })
  })
}

const made = (className: string, label: string, text: string): HTMLButtonElement => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = className
  button.setAttribute('aria-label', label)
  button.textContent = text
  return button
}

/** What a drawing looks like lies in the page's styles: a copy takes it along. */
const looks = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order'] as const

const standalone = (svg: SVGSVGElement): string => {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const parts = [...svg.querySelectorAll('*')], copies = [...copy.querySelectorAll('*')]
  for (const [i, part] of parts.entries()) {
    if (part.closest('title') !== null) continue
    const style = getComputedStyle(part)
    for (const look of looks) {
      const value = style.getPropertyValue(look)
      if (value !== '' && value !== 'none' && value !== 'normal') copies[i]!.setAttribute(look, value)
      else if (look === 'fill' || look === 'stroke') copies[i]!.setAttribute(look, 'none')
    }
  }
  // Links of this page lead nowhere elsewhere.
  for (const link of copy.querySelectorAll('a')) link.replaceWith(...link.childNodes)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return new XMLSerializer().serializeToString(copy)
}

/** Makes the copy buttons; where the browser cannot copy there are none. */
export const watchCopyButtons = (): void => {
  if (navigator.clipboard === undefined) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false
    copyBy(button, () => button.dataset['copy'] ?? '')
  }
  for (const block of document.querySelectorAll<HTMLPreElement>('main pre:has(> code)')) {
    const frame = document.createElement('div'), button = made('copy', 'Copy the text', '')
    frame.className = 'code-frame'
    block.replaceWith(frame)
    frame.append(block, button)
    copyBy(button, () => block.textContent ?? '')
  }
  for (const figure of document.querySelectorAll('.graph-figure')) {
    const caption = figure.querySelector('figcaption')
    if (caption === null) continue
    const button = made('fit-button', 'Copy SVG of the graph', 'Copy SVG')
    caption.prepend(button)
    // Graphs may be drawn anew: it is the one that is seen that is copied.
    copyBy(button, () => {
      const svg = figure.querySelector<SVGSVGElement>('svg.graph')
      return svg === null ? '' : standalone(svg)
    })
  }
}
