// Mermaid writes style elements and style attributes, which a strict policy forbids. What scripts set through the CSSOM it allows:
// while Mermaid draws, its styles are led there.

/** Sheets of drawings, by the id of their drawing: a drawing that is made anew takes the place of its sheet. */
const sheets = new Map<string, CSSStyleSheet>()

/** Style attributes under another name: even a document that is only parsed is refused them. */
const marked = (html: string): string => html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle="/g, ' data-style="'))

/** Runs `draw` with Mermaid's style attributes going through the CSSOM, and its style elements kept as text that nothing reads. */
export const withoutInlineStyles = async (draw: () => Promise<string>): Promise<string> => {
  const { setAttribute } = Element.prototype, { parseFromString } = DOMParser.prototype, { createElement } = document
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style' && 'style' in this) (this.style as CSSStyleDeclaration).cssText = String(value)
    else setAttribute.call(this, name, value)
  }
  DOMParser.prototype.parseFromString = function (text, type) { return parseFromString.call(this, marked(String(text)), type) }
  document.createElement = ((name: string, options?: ElementCreationOptions) =>
    (name.toLowerCase() === 'style' ? document.createElementNS('http://www.w3.org/2000/svg', 'metadata') : createElement.call(document, name, options))) as typeof createElement
  try {
    return await draw()
  } finally {
    Element.prototype.setAttribute = setAttribute
    DOMParser.prototype.parseFromString = parseFromString
    document.createElement = createElement
  }
}

/** Puts a drawing into the page: its styles become a sheet of the page, its style attributes are set one by one. */
export const placeDrawing = (place: HTMLElement, id: string, svg: string): void => {
  place.innerHTML = marked(svg)
  for (const part of place.querySelectorAll<SVGElement>('[data-style]')) {
    part.style.cssText = part.dataset['style'] ?? ''
    delete part.dataset['style']
  }
  const sheet = sheets.get(id) ?? new CSSStyleSheet()
  if (!sheets.has(id)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  sheets.set(id, sheet)
  sheet.replaceSync([...place.querySelectorAll('metadata')].map((part) => part.textContent ?? '').join('\n'))
  for (const part of place.querySelectorAll('metadata')) part.remove()
}
