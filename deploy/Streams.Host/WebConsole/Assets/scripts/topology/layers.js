// Places the nodes of a directed graph without cycles in layers, and each layer in an order with few crossings.
const SWEEPS = 6;

/** Answers an array of layers, each an array of ids; an edge always goes to a later layer. Where it skips layers, each of them keeps a gap for it, with an id of its own. */
export function layersOf(nodes, edges) {
  const depth = new Map(nodes.map(node => [node.id, 0]));
  for (let turn = 0; turn < nodes.length; turn++) {
    let moved = false;
    for (const { from, to } of edges) {
      if (depth.get(to) < depth.get(from) + 1) { depth.set(to, depth.get(from) + 1); moved = true; }
    }
    if (!moved) break;
  }
  const layers = [];
  for (const node of nodes) (layers[depth.get(node.id)] ??= []).push(node.id);
  const short = [];
  for (const edge of edges) {
    let last = edge.from;
    for (let layer = depth.get(edge.from) + 1; layer < depth.get(edge.to); layer++) {
      const gap = gapOf(edge, layer);
      layers[layer].push(gap);
      short.push({ from: last, to: gap });
      last = gap;
    }
    short.push({ from: last, to: edge.to });
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const order = forward ? layers.slice(1) : layers.slice(0, -1).reverse();
    for (const layer of order) sortByNeighbours(layer, layers, short, forward);
  }
  return layers;
}

/** The ids an edge goes through: its ends, and the gaps between. */
export function routeOf(edge, layers) {
  const [first, last] = [edge.from, edge.to].map(id => layers.findIndex(layer => layer.includes(id)));
  return [edge.from, ...Array.from({ length: last - first - 1 }, (_, i) => gapOf(edge, first + 1 + i)), edge.to];
}

const gapOf = (edge, layer) => `${edge.from} ${edge.to} ${layer}`;

function sortByNeighbours(layer, layers, edges, forward) {
  const place = new Map(layers.flatMap(ids => ids.map((id, i) => [id, (i + 0.5) / ids.length])));
  const wish = new Map(layer.map(id => {
    const near = edges.filter(edge => (forward ? edge.to : edge.from) === id).map(edge => place.get(forward ? edge.from : edge.to));
    return [id, near.length ? near.reduce((a, b) => a + b) / near.length : place.get(id)];
  }));
  layer.sort((a, b) => wish.get(a) - wish.get(b));
}
