// The list: only the rows in sight are in the page, whatever its length. New alerts never move what one is looking at.
import { eachFrame, h } from '../dom.js';
import { SOURCES, NAMES, count, levelName, moment, whenShort } from '../format.js';

const SPARE = 6;
const FRESH = 5000;

export class AlertList {
  #rows = new Map();
  #view = [];
  #chosen = null;
  #draw = eachFrame(() => this.#render());
  #height = 36;
  #onChoose;
  #onOpen;

  constructor({ onChoose, onOpen }) {
    (this.#onChoose = onChoose), (this.#onOpen = onOpen);
    this.canvas = h('div', { class: 'rows', role: 'presentation' });
    this.element = h('div', { class: 'list', role: 'listbox', tabindex: '0', 'aria-label': 'Alerts, newest first', id: 'alert-list' }, this.canvas);
    this.element.addEventListener('scroll', this.#draw, { passive: true });
    this.element.addEventListener('click', event => {
      const row = event.target.closest('[data-id]');
      if (row) { this.choose(row.dataset.id); this.#onOpen(row.dataset.id); }
    });
    this.pill = h('button', { type: 'button', class: 'pill', hidden: true, onclick: () => this.toTop() });
    new ResizeObserver(() => { this.#measure(); this.#draw(); }).observe(this.element);
  }

  get chosen() { return this.#chosen; }

  get view() { return this.#view; }

  /** Shows other records; what stood at the upper edge stays there, unless one looks at the top. */
  show(view, added = 0) {
    this.#measure();
    const { scrollTop } = this.element;
    const top = Math.floor(scrollTop / this.#height);
    const anchor = scrollTop > this.#height / 2 ? this.#view[top] : null;
    this.#view = view;
    this.canvas.style.height = `${view.length * this.#height}px`;
    if (anchor) {
      const index = this.#indexOf(anchor.id, top);
      if (index >= 0 && index !== top) this.element.scrollTop = scrollTop + (index - top) * this.#height;
      if (added > 0) this.#waiting += added;
    }
    this.#sayWaiting();
    this.#draw();
  }

  #waiting = 0;

  /** Moves the choice. */
  step(by) {
    if (this.#view.length === 0) return;
    const at = this.#chosen === null ? -1 : this.#indexOf(this.#chosen, 0);
    const next = at < 0 ? 0 : Math.max(0, Math.min(this.#view.length - 1, at + by));
    this.choose(this.#view[next].id);
  }

  /** Rows on one screen. */
  get page() { return Math.max(1, Math.floor(this.element.clientHeight / this.#height) - 1); }

  choose(id, { quiet = false } = {}) {
    this.#chosen = id;
    const index = id === null ? -1 : this.#indexOf(id, 0);
    if (index >= 0) this.#reveal(index);
    this.#render();
    if (id !== null && !quiet) this.#onChoose(id);
  }

  toTop() {
    this.element.scrollTop = 0;
    this.element.focus({ preventScroll: true });
    this.#draw();
  }

  /** Draws anew: times are shown in another zone. */
  redraw() {
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
    this.#draw();
  }

  #measure() {
    const height = parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) * parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (height > 0 && height !== this.#height) {
      this.#height = height;
      this.canvas.style.height = `${this.#view.length * height}px`;
    }
  }

  #indexOf(id, near) {
    if (this.#view[near]?.id === id) return near;
    return this.#view.findIndex(record => record.id === id);
  }

  #reveal(index) {
    const { scrollTop, clientHeight } = this.element;
    const top = index * this.#height;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.#height > scrollTop + clientHeight) this.element.scrollTop = top + this.#height - clientHeight;
  }

  #sayWaiting() {
    if (this.element.scrollTop < this.#height / 2) this.#waiting = 0;
    this.pill.hidden = this.#waiting === 0;
    if (this.#waiting) this.pill.textContent = `${this.#waiting} new, to the top`;
  }

  #render() {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.#height) - SPARE);
    const last = Math.min(this.#view.length, Math.ceil((scrollTop + clientHeight) / this.#height) + SPARE);
    const keep = new Set();
    for (let index = first; index < last; index++) this.#place(this.#view[index], index, keep);
    if (this.#chosen !== null && !keep.has(this.#chosen)) {
      const index = this.#indexOf(this.#chosen, 0);
      if (index >= 0) this.#place(this.#view[index], index, keep);
    }
    for (const [id, row] of this.#rows) {
      if (!keep.has(id)) { row.remove(); this.#rows.delete(id); }
    }
    const active = this.#chosen !== null && keep.has(this.#chosen) ? `alert-${this.#chosen}` : '';
    if (active) this.element.setAttribute('aria-activedescendant', active); else this.element.removeAttribute('aria-activedescendant');
    if (this.#waiting) this.#sayWaiting();
  }

  #place(record, index, keep) {
    keep.add(record.id);
    let row = this.#rows.get(record.id);
    if (!row) {
      row = h('div', { class: 'row', role: 'option', id: `alert-${record.id}`, 'data-id': record.id });
      this.#rows.set(record.id, row);
      if (record.cameAt && performance.now() - record.cameAt < FRESH) row.classList.add('fresh');
      this.canvas.append(row);
    }
    if (row.version !== record.version) { fillRow(row, record); row.version = record.version; }
    if (row.index !== index) {
      row.index = index;
      row.setAttribute('aria-posinset', index + 1);
    }
    if (row.total !== this.#view.length) { row.total = this.#view.length; row.setAttribute('aria-setsize', row.total); }
    const top = index * this.#height;
    if (row.top !== top) { row.top = top; row.style.transform = `translateY(${top}px)`; }
    const isChosen = record.id === this.#chosen;
    if (row.isChosen !== isChosen) { row.isChosen = isChosen; row.setAttribute('aria-selected', isChosen); }
  }
}

function fillRow(row, { alert, time, subject }) {
  row.dataset.level = alert.level;
  row.dataset.status = alert.status;
  row.replaceChildren(
    h('span', { class: 'when', title: moment(time) }, whenShort(time)),
    h('span', { class: 'level', 'data-level': alert.level }, levelName(alert.level)),
    h('span', { class: 'title' }, alert.title),
    h('span', { class: 'who' }, subject),
    h('span', {}, strip(alert.sources), h('span', { class: 'unseen' }, ` ${alert.sources.map(source => NAMES[source]).join(', ')} `)),
    h('span', { class: 'count' }, count(alert.count), h('span', { class: 'unseen' }, ' events')),
    h('span', { class: 'status' }, alert.status));
}

export function strip(sources) {
  return h('span', { class: 'strip', 'aria-hidden': 'true' }, SOURCES.map(source => h('i', { class: sources.includes(source) ? 'lit' : null, title: NAMES[source] }, NAMES[source].charAt(0).toUpperCase())));
}
