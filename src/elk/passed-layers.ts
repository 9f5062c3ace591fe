// How much a layout has to do: each layer that an edge passes on its way holds a bend of it, to be placed like a node.
import { nodesByLayer, type Picture } from '#graph'

/** Counts, over all edges, the layers that each passes between its ends. */
export const passedLayers = (picture: Picture): number => {
  const layers = new Map(nodesByLayer(picture).flatMap((ids, layer) => ids.map((id) => [id, layer] as const)))
  return picture.edges.reduce((sum, { from, to }) => sum + Math.max(0, (layers.get(to) ?? 0) - (layers.get(from) ?? 0) - 1), 0)
}
