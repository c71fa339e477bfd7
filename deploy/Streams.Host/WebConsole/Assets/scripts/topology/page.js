// The topology as a drawing: topics, stages and sinks, and dots along the lines that are as fast as the records are many.
import { h, svg, text } from '../dom.js';
import { count, plural, rate, span } from '../format.js';
import { layersOf, routeOf } from './layers.js';

const WIDE = { width: 132, height: 46, along: 62, across: 16 };
const TALL = { width: 104, height: 44, along: 40, across: 10 };
const narrow = matchMedia('(max-width: 900px)');

export class TopologyPage {
  #feed; #graph = null; #nodes = new Map(); #edges = []; #shown = false;

  constructor({ feed }) {
    this.#feed = feed;
    this.drawing = h('div', { class: 'drawing' });
    this.rows = h('tbody', {});
    this.element = h('div', { class: 'page topology' },
      h('header', {}, h('h1', {}, 'Topology'), h('p', { class: 'soft' }, 'What reads which topic and writes which. The dots are as fast as records are many; where nothing flows there are none.')),
      this.drawing,
      h('h2', { id: 'stages' }, 'Stages and sinks'),
      h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-labelledby': 'stages' }, h('table', {}, h('thead', {}, h('tr', {}, ['Name', 'In', 'Out', 'Rate', 'Late', 'Duplicate', 'Behind', 'Retries'].map((name, i) => h('th', { scope: 'col', class: i ? 'number' : null }, name)))), this.rows)));
    feed.addEventListener('status', () => { if (this.#shown) this.#say(); });
    feed.addEventListener('hello', () => { this.#graph = null; if (this.#shown) this.enter(); });
    narrow.addEventListener('change', () => { if (this.#graph) this.#draw(); });
  }

  async enter() {
    this.#shown = true;
    document.title = 'Topology · Streams';
    if (!this.#graph) {
      try {
        this.#graph = await this.#feed.get('topology');
      } catch {
        this.drawing.replaceChildren(h('p', { class: 'empty' }, 'The service does not answer. It is asked again when it is back.'));
        return;
      }
      this.#draw();
    }
    this.#say();
  }

  leave() { this.#shown = false; }

  #draw() {
    const { nodes, edges } = this.#graph;
    const tall = narrow.matches;
    const size = tall ? TALL : WIDE;
    const layers = tall ? rowsOf(nodes, edges) : layersOf(nodes, edges);
    const [step, side] = tall ? [size.height + size.along, size.width + size.across] : [size.width + size.along, size.height + size.across];
    const breadth = Math.max(...layers.map(layer => layer.length)) * side;
    const length = layers.length * step - size.along;
    const places = new Map();
    layers.forEach((layer, i) => layer.forEach((id, j) => {
      const across = (breadth - layer.length * side) / 2 + j * side + (tall ? size.across : size.across) / 2;
      places.set(id, tall ? { x: across, y: i * step } : { x: i * step, y: across });
    }));
    const [width, height] = tall ? [breadth, length] : [length, breadth];
    this.#edges = edges.map(edge => {
      const path = wireOf((tall ? [edge.from, edge.to] : routeOf(edge, layers)).map(id => places.get(id)), size, tall);
      return { ...edge, wire: svg('path', { class: 'wire', d: path }), flow: svg('path', { class: 'flow', d: path }) };
    });
    this.#nodes = new Map(nodes.map(node => [node.id, this.#box(node, places.get(node.id), size)]));
    this.drawing.replaceChildren(svg('svg', { viewBox: `-4 -4 ${width + 8} ${height + 8}`, role: 'img', 'aria-label': describe(nodes, edges), class: tall ? 'tall' : 'wide' },
      svg('g', {}, this.#edges.map(edge => edge.wire)), svg('g', {}, this.#edges.map(edge => edge.flow)), svg('g', {}, [...this.#nodes.values()].map(node => node.group))));
  }

  #box(node, { x, y }, { width, height }) {
    const figure = svg('text', { x: 12, y: height / 2 + 14, class: 'figure' }, '');
    const name = svg('text', { x: 12, y: height / 2 - 3, class: 'name' }, node.label);
    const group = svg('g', { class: `node ${node.kind}`, transform: `translate(${x} ${y})` },
      svg('rect', { width, height, rx: node.kind === 'topic' ? 4 : height / 2 > 22 ? 12 : 10 }),
      name, figure);
    return { node, group, figure, name, middle: height / 2 };
  }

  #say() {
    const { status } = this.#feed;
    if (!status || !this.#graph) return;
    const figures = this.#figures(status);
    for (const { node, group, figure, name, middle } of this.#nodes.values()) {
      const value = figures.get(node.id);
      text(figure, value?.text ?? '');
      name.setAttribute('y', value ? middle - 3 : middle + 4);
      group.classList.toggle('trouble', value?.trouble === true);
    }
    for (const edge of this.#edges) {
      const speed = this.#speed(edge, figures);
      const name = speed === null || speed <= 0 ? 'still' : speed < 5 ? 'slow' : speed < 100 ? 'steady' : 'fast';
      edge.flow.setAttribute('class', `flow ${name}`);
    }
    // Behind what has been read of the sources: their clock is not this one where a recording is replayed.
    const read = Math.max(...status.sources.map(s => s.frontier ?? 0));
    this.rows.replaceChildren(
      ...status.stages.map(s => row(s.stage, count(s.in), count(s.out), rate(s.rate), count(s.late), count(s.duplicate), s.frontier ? span(Math.max(0, read - s.frontier)) : '–', '–')),
      ...status.sinks.map(s => row(`${s.sink} (sink)`, count(s.delivered + s.refused), count(s.delivered), '–', '–', '–', s.backlog === null ? '–' : plural(s.backlog, 'alert'), count(s.retries))));
  }

  #figures(status) {
    const figures = new Map();
    for (const s of status.sources) figures.set(`source:${s.source}`, { rate: s.rate, text: rate(s.rate), trouble: s.silent_nodes > 0 });
    for (const s of status.stages) figures.set(`stage:${s.stage}`, { rate: s.rate, text: rate(s.rate) });
    for (const s of status.sinks) figures.set(`sink:${s.sink}`, { rate: null, text: s.backlog ? `${count(s.backlog)} wait` : `${count(s.delivered)} sent`, trouble: s.backlog > 100 });
    for (const node of this.#graph.nodes) if (node.source) figures.set(node.id, figures.get(`source:${node.source}`));
    for (const node of this.#graph.nodes) {
      if (node.role === 'alerts') figures.set(node.id, { rate: null, text: `${count(status.alerts.total)} alerts` });
      if (node.role === 'dead_letters') figures.set(node.id, { rate: null, text: `${count(status.dead_letters)} letters`, trouble: status.dead_letters > 0 });
    }
    return figures;
  }

  /** How many records a second go along a line: known of the raw topics, else what the stage behind it reads. */
  #speed({ from, to }, figures) {
    if (to === 'dlq' || this.#graph.nodes.find(node => node.id === to)?.role === 'dead_letters') return 0;
    return figures.get(from)?.rate ?? figures.get(to)?.rate ?? this.#after(from, figures);
  }

  #after(id, figures) {
    const writers = this.#edges.filter(edge => edge.to === id).map(edge => figures.get(edge.from)?.rate ?? 0);
    return writers.length ? Math.min(4, Math.max(...writers)) : null;
  }
}

/** On a narrow screen: layers of at most three in a row, lines straight from node to node. */
const rowsOf = (nodes, edges) => layersOf(nodes, edges).map(layer => layer.filter(id => nodes.some(node => node.id === id))).flatMap(layer => chunk(layer, 3));
const chunk = (layer, most) => Array.from({ length: Math.ceil(layer.length / most) }, (_, i) => layer.slice(i * most, (i + 1) * most));
const row = (name, ...values) => h('tr', {}, h('th', { scope: 'row' }, name), values.map(value => h('td', { class: 'number' }, value)));

/** A smooth line from the first place to the last, through the gaps that were kept for it between. */
function wireOf(places, { width, height }, tall) {
  let path = '';
  for (let i = 0; i + 1 < places.length; i++) {
    const [a, b] = [places[i], places[i + 1]];
    const [x1, y1, x2, y2] = tall ? [a.x + width / 2, a.y + height, b.x + width / 2, b.y] : [a.x + width, a.y + height / 2, b.x, b.y + height / 2];
    const bend = Math.max(20, Math.abs(tall ? y2 - y1 : x2 - x1) * 0.5);
    path += `${i === 0 ? 'M' : 'L'}${x1} ${y1}${tall ? `C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}` : `C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}`;
  }
  return path;
}

function describe(nodes, edges) {
  const label = new Map(nodes.map(node => [node.id, node.label]));
  return nodes.filter(node => node.kind === 'stage').map(stage =>
    `${stage.label} reads ${edges.filter(e => e.to === stage.id).map(e => label.get(e.from)).join(', ')} and writes ${edges.filter(e => e.from === stage.id).map(e => label.get(e.to)).join(', ')}`).join('. ');
}
