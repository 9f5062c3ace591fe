// What pages do under `dagbook dev`: load themselves again when the book has changed, and show what could not be read.

interface LiveProblem { readonly severity: 'error' | 'warning' | 'note'; readonly code: string; readonly message: string; readonly help?: string; readonly at?: { readonly file: string; readonly line: number; readonly column: number }; readonly isNew: boolean }
interface News { readonly version: string; readonly failure?: string; readonly problems: readonly LiveProblem[] }

const script = document.currentScript as HTMLScriptElement
const version = script.dataset['version'] ?? ''
const base = document.documentElement.dataset['base'] ?? '/'

const element = (name: string, className: string, ...children: (Node | string)[]): HTMLElement => {
  const made = document.createElement(name)
  made.className = className
  made.append(...children)
  return made
}

/** Messages quote names in backticks. */
const prose = (text: string): (Node | string)[] => text.split(/`([^`]*)`/).map((piece, i) => (i % 2 === 1 ? element('code', '', piece) : piece))

const problemElement = ({ severity, code, message, help, at }: LiveProblem): HTMLElement => {
  const place = at === undefined ? '' : ` ${at.file}:${at.line}:${at.column}`
  const lines = [element('p', '', element('span', 'severity', severity), ' ', element('code', '', code), element('code', 'place', place)), element('p', '', ...prose(message))]
  return element('li', `problem is-${severity}`, ...lines, ...(help === undefined ? [] : [element('p', 'help', ...prose(help))]))
}

let panel: HTMLElement | undefined

/** Shows problems beside the page: those that are new at once, the others when they are asked for. */
const showProblems = ({ problems, failure }: News): void => {
  panel?.remove()
  panel = undefined
  const shown = problems.filter(({ severity }) => severity !== 'note')
  if (shown.length === 0 && failure === undefined) return
  const fresh = shown.filter(({ isNew }) => isNew), sorted = [...fresh, ...shown.filter(({ isNew }) => !isNew)]
  const title = failure !== undefined ? 'The book could not be made' : `${shown.length === 1 ? '1 problem' : `${shown.length} problems`}${fresh.length > 0 ? `, ${fresh.length} new` : ''}`
  const details = document.createElement('details')
  details.open = fresh.length > 0 || failure !== undefined
  details.append(
    element('summary', '', title), ...(failure === undefined ? [] : [element('p', 'failure', failure)]),
    element('ul', 'problems', ...sorted.slice(0, 50).map(problemElement)), ...(sorted.length > 50 ? [element('p', 'quiet', `and ${sorted.length - 50} more`)] : []),
  )
  panel = element('aside', 'live-problems prose', details)
  panel.setAttribute('aria-label', 'Problems')
  panel.setAttribute('role', 'status')
  document.body.append(panel)
}

const hear = (news: News): void => {
  if (news.failure === undefined && news.version !== version) location.reload()
  else showProblems(news)
}

// After a reload the browser puts the page where it was scrolled to.
const source = new EventSource(`${base}live/news?page=${encodeURIComponent(script.dataset['path'] ?? '')}`)
source.addEventListener('message', (event: MessageEvent<string>) => hear(JSON.parse(event.data) as News))
addEventListener('pagehide', () => source.close())
