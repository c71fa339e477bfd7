// The list: only the rows in sight are in the page, whatever its length. New alerts never move what one is looking at.
import { eachFrame, h } from '../dom.js';
import { SOURCES, NAMES, count, levelName, whenShort } from '../format.js';

const SPARE = 6;
const FRESH = 5000;
const MOST_SPARE = 120;

export class AlertList {
  #rows = new Map();
  #spare = [];
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
    if (document.activeElement === document.body || document.activeElement?.id === 'main') this.element.focus({ preventScroll: true });
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
    const places = new Map();
    for (let index = first; index < last; index++) places.set(this.#view[index].id, index);
    if (this.#chosen !== null && !places.has(this.#chosen)) {
      const index = this.#indexOf(this.#chosen, 0);
      if (index >= 0) places.set(this.#chosen, index);
    }
    for (const [id, row] of this.#rows) {
      if (!places.has(id)) { this.#rows.delete(id); this.#spare.push(row); }
    }
    for (const index of places.values()) this.#place(this.#view[index], index);
    for (const row of this.#spare) row.remove();
    this.#spare.length = Math.min(this.#spare.length, MOST_SPARE);
    const active = this.#chosen !== null && places.has(this.#chosen) ? `alert-${this.#chosen}` : '';
    if (active) this.element.setAttribute('aria-activedescendant', active); else this.element.removeAttribute('aria-activedescendant');
    if (this.#waiting) this.#sayWaiting();
  }

  #place(record, index) {
    let row = this.#rows.get(record.id);
    if (!row) {
      row = this.#spare.pop() ?? makeRow();
      row.id = `alert-${record.id}`;
      row.dataset.id = record.id;
      row.version = -1;
      row.classList.toggle('fresh', record.cameAt > 0 && performance.now() - record.cameAt < FRESH);
      this.#rows.set(record.id, row);
      if (!row.isConnected) this.canvas.append(row);
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

/** A row without an alert. Rows are made once and used again: making them is what costs while one scrolls. */
function makeRow() {
  const part = name => h('span', { class: name });
  const row = h('div', { class: 'row', role: 'option' });
  const heard = h('span', { class: 'unseen' });
  row.parts = { when: part('when'), level: part('level'), title: part('title'), who: part('who'), heard, count: document.createTextNode(''), status: part('status'), lamps: [] };
  const lamps = strip([]);
  row.parts.lamps = [...lamps.children];
  row.append(row.parts.when, row.parts.level, row.parts.title, row.parts.who, h('span', {}, lamps, heard), h('span', { class: 'count' }, row.parts.count, h('span', { class: 'unseen' }, ' events')), row.parts.status);
  return row;
}

function fillRow({ dataset, parts }, { alert, time, subject }) {
  dataset.level = parts.level.dataset.level = alert.level;
  dataset.status = parts.status.textContent = alert.status;
  parts.when.textContent = whenShort(time);
  parts.level.textContent = levelName(alert.level);
  parts.title.textContent = alert.title;
  parts.who.textContent = subject;
  parts.heard.textContent = ` ${alert.sources.map(source => NAMES[source]).join(', ')} `;
  parts.count.data = count(alert.count);
  SOURCES.forEach((source, i) => parts.lamps[i].classList.toggle('lit', alert.sources.includes(source)));
}

export function strip(sources) {
  return h('span', { class: 'strip', 'aria-hidden': 'true' }, SOURCES.map(source => h('i', { class: sources.includes(source) ? 'lit' : null, title: NAMES[source] }, NAMES[source].charAt(0).toUpperCase())));
}
