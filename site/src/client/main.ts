// Everything that pages do beyond being read. The theme is set before the first paint, the rest when the page is there.
import { watchAges } from './ago.ts'
import { watchContents } from './contents.ts'
import { watchCopyButtons } from './copy.ts'
import { watchDrawer } from './drawer.ts'
import { watchFilters } from './filter.ts'
import { watchExplorers } from './explorer.ts'
import { watchGraphs } from './graph.ts'
import { drawMermaid } from './mermaid.ts'
import { rememberVisit } from './recent.ts'
import { watchRuns } from './runs.ts'
import { watchSearch } from './search.ts'
import { watchTasks } from './tasks.ts'
import { applyTheme, watchTheme } from './theme.ts'
import { watchTree } from './tree.ts'

document.documentElement.classList.add('js')
applyTheme()
document.addEventListener('DOMContentLoaded', () => {
  watchTheme()
  watchDrawer()
  watchTree()
  watchFilters()
  watchTasks()
  watchGraphs()
  watchExplorers()
  watchCopyButtons()
  watchContents()
  watchRuns()
  watchAges()
  watchSearch()
  rememberVisit()
  drawMermaid()
})
