// Models: which version judges, who said so, and how far the latest windows have moved from those it was trained on.
import { h, svg, text } from '../dom.js';
import { count, moment, plural } from '../format.js';

const EVERY = 10000;

export class ModelsPage {
  #timer = 0;

  constructor() {
    this.total = h('p', { class: 'soft', role: 'status' });
    this.body = h('div', {});
    this.element = h('div', { class: 'page models' }, h('header', {}, h('h1', {}, 'Models'), this.total), this.body);
  }

  enter() {
    document.title = 'Models · Streams';
    this.#read();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => { if (!document.hidden) this.#read(); }, EVERY);
  }

  leave() { clearInterval(this.#timer); }

  async #read() {
    try {
      const answer = await fetch('/api/v1/models');
      if (answer.ok) this.#draw(await answer.json()); else text(this.total, (await answer.text()).trim());
    } catch {
      text(this.total, 'The service does not answer.');
    }
  }

  #draw({ versions, history, refusals, live }) {
    text(this.total, versions.length ? `${plural(versions.length, 'version')}, ${live.filter(m => !m.shadow).length} judging, ${live.filter(m => m.shadow).length} watched` : 'No model is registered: streams models register FILE does so.');
    this.body.replaceChildren(...[
      refusals.length > 0 && h('ul', { class: 'errors', 'aria-label': 'Versions that cannot be used' }, refusals.map(refusal => h('li', {}, refusal))),
      ...live.map(drift),
      versions.length > 0 && table('Versions', ['Model', 'Does', 'Evaluation', 'Hash'], versions.map(v => [`${v.name}/${v.version}`, does(v), v.evaluation, v.hash.slice(0, 12)])),
      history.length > 0 && table('Who did what', ['When', 'Who', 'What', 'Judges windows from', 'Why'], history.toReversed().map(a => [time(a.at), a.by, `${a.action} ${a.name}/${a.version}`, time(a.effective_from), a.note])),
    ].filter(Boolean));
  }
}

const time = value => (value ? moment(Date.parse(value)) : '');
const does = version => version.spans.map(s => `${s.shadow ? 'watched' : 'judges'} from ${time(s.from)}${s.until ? ` until ${time(s.until)}` : ''}`).join(', ') || 'idle';
const number = value => String(Math.round(value * 1000) / 1000);

function table(title, heads, rows) {
  return h('section', {}, h('h2', {}, title), h('div', { class: 'table' }, h('table', {},
    h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, rows.map(cells => h('tr', {}, cells.map((cell, i) => h('td', { 'data-name': heads[i] }, cell))))))));
}

/** One version that judges or is watched. */
function drift(model) {
  const moved = model.values.filter(value => value.moved);
  const judged = model.values.some(value => value.judged);
  return h('section', { class: 'model' },
    h('h2', {}, model.model, h('span', { class: 'soft' }, model.shadow ? ' watched' : ' judges')),
    h('p', { class: 'soft' }, `${model.trainer} over features.${model.set} (${model.set_hash}), windows of ${model.window_seconds} s. Of the latest ${plural(model.windows, 'window')} ${count(model.findings)} reached the threshold ${number(model.threshold)}.`),
    h('p', { role: 'status' }, judged ? (moved.length ? `Moved: ${moved.map(value => value.of).join(', ')}.` : 'Nothing has moved.') : 'Too few windows to say whether anything has moved.'),
    h('ul', { class: 'drifts' }, model.values.map(value => h('li', { 'data-moved': value.moved ? '' : null },
      h('strong', {}, value.of),
      histograms(value, value.of === 'score' ? model.threshold : null),
      h('span', { class: 'soft' }, value.judged ? `PSI ${number(value.psi)} (limit ${number(value.psi_limit)}), KS ${number(value.ks)} (limit ${number(value.ks_limit)})` : 'too few windows')))));
}

/** The shares of each bin in training and now, side by side; the threshold as a line at its bin. */
function histograms(value, threshold) {
  const most = Math.max(...value.training, ...value.live, Number.EPSILON);
  const bars = (shares, name, offset) => shares.map((share, i) => svg('rect', { class: name, x: i * 10 + offset, width: 4, y: 40 - share / most * 40, height: share / most * 40 }));
  const at = threshold === null ? null : value.edges.filter(edge => edge < threshold).length * 10;
  return svg('svg', { viewBox: `0 0 ${value.training.length * 10} 42`, role: 'img', 'aria-label': `${value.of}: shares of ten bins, ${value.training.map(number).join(' ')} in training, ${value.live.map(number).join(' ')} now` },
    bars(value.training, 'training', 0.5), bars(value.live, 'live', 5), at !== null && svg('line', { class: 'threshold', x1: at, x2: at, y1: 0, y2: 42 }));
}
