// A small plot over the last minutes, with its value now and its highest. A value under the pointer is shown in all plots at once.
import { h, svg, text } from '../dom.js';

const WIDTH = 300;
const HEIGHT = 44;
const LEAST = 60; // a plot that has just begun shows a minute

export class Plot {
  #format; #values = []; #floor;

  /** `floor` is the least height of the scale, so that noise near nothing looks like nothing. */
  constructor(label, format, { floor = 1, kind = 'area', onPoint = () => {} } = {}) {
    (this.#format = format), (this.#floor = floor);
    this.area = svg('path', { class: 'area' });
    this.line = svg('path', { class: 'line', 'vector-effect': 'non-scaling-stroke' });
    this.cursor = svg('path', { class: 'cursor', 'vector-effect': 'non-scaling-stroke' });
    this.plot = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, this.area, this.line, this.cursor);
    this.now = h('strong', {}, '–');
    this.most = h('span', { class: 'soft' });
    this.element = h('div', { class: `plot ${kind}` }, h('p', {}, h('span', { class: 'soft name' }, label), this.now, this.most), this.plot);
    this.plot.addEventListener('pointermove', event => {
      const box = this.plot.getBoundingClientRect();
      onPoint(Math.round((1 - (event.clientX - box.left) / box.width) * (this.#length - 1)));
    });
    this.plot.addEventListener('pointerleave', () => onPoint(null));
  }

  get #length() { return Math.max(LEAST, this.#values.length); }

  show(values) {
    this.#values = values;
    const known = values.filter(value => value !== null && value !== undefined);
    const most = known.length ? Math.max(...known) : 0;
    const top = Math.max(most, this.#floor) * 1.08;
    let line = '';
    let area = '';
    let start = -1;
    let pen = '';
    values.forEach((value, i) => {
      const x = ((i + this.#length - values.length) / (this.#length - 1)) * WIDTH;
      if (value === null || value === undefined) {
        if (start >= 0) area += `${pen}V${HEIGHT}H${start.toFixed(1)}Z`;
        start = -1;
        pen = '';
        return;
      }
      const y = (HEIGHT - (value / top) * (HEIGHT - 2)).toFixed(1);
      const step = `${start < 0 ? 'M' : 'L'}${x.toFixed(1)} ${y}`;
      if (start < 0) start = x;
      pen += step;
      line += step;
    });
    if (start >= 0) area += `${pen}V${HEIGHT}H${start.toFixed(1)}Z`;
    this.line.setAttribute('d', line);
    this.area.setAttribute('d', area);
    this.#say(values.at(-1), `highest ${this.#format(most)}`);
  }

  /** Shows the value of some seconds ago; null goes back to now. */
  point(ago) {
    const value = ago === null ? undefined : this.#values[this.#values.length - 1 - ago];
    this.cursor.setAttribute('d', value === undefined ? '' : `M${((1 - ago / (this.#length - 1)) * WIDTH).toFixed(1)} 0V${HEIGHT}`);
    if (value !== undefined) this.#say(value, `${ago} s ago`);
    else this.show(this.#values);
  }

  #say(value, beside) {
    text(this.now, this.#format(value));
    text(this.most, beside);
  }
}
