// Puts the built-in methods that are written in TypeScript onto the realm's objects.
import { slot, writeProp, type Heap, type Obj } from '#value'
import { loadModule, findExport, type Project } from './load-module.ts'
import { preludeId } from './resolve-module.ts'
import { evaluateModule } from './module-order.ts'

/** Evaluates the prelude and attaches its methods. */
export const attachPrelude = (project: Project): void => {
  const module = loadModule(project, preludeId)
  evaluateModule(project, module)
  const methods = findExport(project, module, 'methods')?.value
  if (methods?.kind !== 'object') throw new Error('the prelude exports no methods')
  for (const [owner, table] of methods.props) {
    if (table.kind !== 'object') continue
    for (const [key, method] of table.props) attach(project.heap, project.intrinsic(owner), key, method as Obj)
  }
}

const attach = (heap: Heap, owner: Obj, key: string, method: Obj): void => {
  method.intrinsic = true
  writeProp(heap, owner, key, slot(method))
}
