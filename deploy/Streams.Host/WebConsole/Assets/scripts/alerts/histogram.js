// When the alerts shown happened, stacked by level.
import { h, svg } from '../dom.js';
import { LEVELS, plural, whenShort } from '../format.js';

const BINS = 72;
const HEIGHT = 28;
const PAUSE = 400;

export class Histogram {
  #drawn = 0; #later = 0; #records = [];

  constructor() {
    this.plot = svg('svg', { viewBox: `0 0 ${BINS * 4} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.paths = LEVELS.map(level => this.plot.appendChild(svg('path', { class: `bar-${level}` })));
    this.from = h('span', {});
    this.to = h('span', {});
    this.element = h('div', { class: 'histogram', role: 'img', 'aria-label': 'Alerts over time' }, this.from, this.plot, this.to);
  }

  show(records) {
    this.#records = records;
    const wait = this.#drawn + PAUSE - performance.now();
    clearTimeout(this.#later);
    if (wait > 0) this.#later = setTimeout(() => this.#draw(), wait);
    else this.#draw();
  }

  #draw() {
    this.#drawn = performance.now();
    const records = this.#records;
    let [first, last] = [Infinity, -Infinity];
    for (const { time } of records) { first = Math.min(first, time); last = Math.max(last, time); }
    this.element.hidden = records.length < 3 || last - first < 1000;
    if (this.element.hidden) return;
    const bins = LEVELS.map(() => new Uint32Array(BINS));
    const heights = new Uint32Array(BINS);
    for (const { time, rank } of records) {
      const bin = Math.min(BINS - 1, Math.floor(((time - first) / (last - first)) * BINS));
      bins[rank < 0 ? LEVELS.length - 1 : rank][bin]++;
      heights[bin]++;
    }
    const most = Math.max(...heights);
    const base = new Float64Array(BINS).fill(HEIGHT);
    // Gravest at the foot, where the eye compares best.
    LEVELS.forEach((_, level) => {
      let path = '';
      for (let bin = 0; bin < BINS; bin++) {
        const number = bins[level][bin];
        if (number === 0) continue;
        const tall = Math.max(1.2, (number / most) * (HEIGHT - 1));
        base[bin] -= tall;
        path += `M${bin * 4} ${base[bin].toFixed(2)}h3v${tall.toFixed(2)}h-3Z`;
      }
      this.paths[level].setAttribute('d', path);
    });
    this.from.textContent = whenShort(first);
    this.to.textContent = whenShort(last);
    this.element.setAttribute('aria-label', `${plural(records.length, 'alert')} from ${whenShort(first)} to ${whenShort(last)}, at most ${most} in a ${BINS}th of that time`);
  }
}
