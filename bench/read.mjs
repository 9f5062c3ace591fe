// The reader on a folder, from disk to model, without cache and without output.
import { loadLibrary, loadTree, readProject } from '../dist/node.js'

const model = readProject(loadTree(process.argv[2]).tree, { library: loadLibrary() })
const { dags, tasks } = model.coverage
if (dags.known !== dags.total || tasks.known !== tasks.total || tasks.total !== 12 * dags.total || model.problems.length > 0) {
  throw new Error(`the reader did not read it all: ${JSON.stringify(model.coverage)} ${JSON.stringify(model.problems.slice(0, 3), null, 2)}`)
}
