// Places the nodes of a directed graph without cycles in layers, and each layer in an order with few crossings.
const SWEEPS = 6;

/** Answers an array of layers, each an array of ids; an edge always goes to a later layer. */
export function layersOf(nodes, edges) {
  const depth = new Map(nodes.map(node => [node.id, 0]));
  for (let turn = 0; turn < nodes.length; turn++) {
    let moved = false;
    for (const { from, to } of edges) {
      if (depth.get(to) < depth.get(from) + 1) { depth.set(to, depth.get(from) + 1); moved = true; }
    }
    if (!moved) break;
  }
  // What nothing reads stands beside what wrote it last, not at the far end.
  const layers = [];
  for (const node of nodes) (layers[depth.get(node.id)] ??= []).push(node.id);
  const filled = layers.filter(Boolean);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const order = forward ? filled.slice(1) : filled.slice(0, -1).reverse();
    for (const layer of order) sortByNeighbours(layer, filled, edges, forward);
  }
  return filled;
}

function sortByNeighbours(layer, layers, edges, forward) {
  const place = new Map(layers.flatMap(ids => ids.map((id, i) => [id, (i + 0.5) / ids.length])));
  const wish = new Map(layer.map(id => {
    const near = edges.filter(edge => (forward ? edge.to : edge.from) === id).map(edge => place.get(forward ? edge.from : edge.to));
    return [id, near.length ? near.reduce((a, b) => a + b) / near.length : place.get(id)];
  }));
  layer.sort((a, b) => wish.get(a) - wish.get(b));
}
