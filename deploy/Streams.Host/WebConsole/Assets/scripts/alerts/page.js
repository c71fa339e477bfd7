// Alerts: filter, list, and one alert in full beside it (on a narrow screen, instead of it).
import { h, text } from '../dom.js';
import { LEVELS, NAMES, SOURCES, count, levelName, plural } from '../format.js';
import { AlertDetail } from './detail.js';
import { AlertFilter, STATUSES } from './filter.js';
import { Histogram } from './histogram.js';
import { AlertList } from './list.js';

export class AlertsPage {
  #store; #rules; #filter = new AlertFilter(); #announcer; #id = null; #typing = 0; #heading = false;

  constructor({ store, rules, feed, announcer }) {
    (this.#store = store), (this.#rules = rules), (this.#announcer = announcer);
    this.list = new AlertList({ onChoose: id => this.#choose(id), onOpen: id => this.#open(id) });
    this.detail = new AlertDetail({ store, rules, onClose: () => this.#close(), onPivot: query => this.#pivot(query) });
    this.histogram = new Histogram();
    this.search = h('input', { type: 'search', id: 'alert-search', placeholder: 'Filter: words, pod:api, -rule:…', 'aria-label': 'Filter alerts', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search', oninput: () => this.#typed() });
    this.levels = LEVELS.map(level => h('button', { type: 'button', class: 'chip level', 'data-level': level, 'aria-pressed': 'false', onclick: () => this.#toggle(this.#filter.levels, level) }, h('i', { 'aria-hidden': 'true' }), h('span', {}, levelName(level)), h('b', {}, '0')));
    this.sources = SOURCES.map(source => h('button', { type: 'button', class: 'chip', 'data-source': source, 'aria-pressed': 'false', onclick: () => this.#toggle(this.#filter.sources, source) }, NAMES[source]));
    this.status = h('select', { 'aria-label': 'Status', onchange: () => { this.#filter.status = this.status.value; this.#refilter(); } }, STATUSES.map(([value, label]) => h('option', { value }, label)));
    this.sort = h('select', { 'aria-label': 'Order', onchange: () => { this.#filter.sort = this.sort.value; this.#refilter(); } }, h('option', { value: 'time' }, 'Newest first'), h('option', { value: 'level' }, 'Gravest first'));
    this.total = h('p', { class: 'total', 'aria-hidden': 'true' });
    this.clear = h('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.clearFilter() }, 'Clear');
    this.nothing = h('div', { class: 'empty', hidden: true });
    this.element = h('div', { class: 'alerts' },
      h('h1', { class: 'unseen' }, 'Alerts'),
      h('section', { class: 'filter', 'aria-label': 'Filter' },
        h('div', { class: 'line' }, this.search, this.status, this.sort),
        h('div', { class: 'line chips' }, h('div', { class: 'group', role: 'group', 'aria-label': 'Levels' }, this.levels), h('div', { class: 'group', role: 'group', 'aria-label': 'Sources' }, this.sources), this.clear)),
      h('section', { class: 'alerts-pane', 'aria-label': 'Alerts' },
        h('div', { class: 'heads' }, this.total, this.histogram.element),
        h('div', { class: 'columns', 'aria-hidden': 'true' }, ['Time', 'Level', 'Alert', 'About', 'Sources', 'Events', 'Status'].map(name => h('span', {}, name))),
        this.list.pill, this.list.element, this.nothing),
      this.detail.element);
    store.addEventListener('change', event => this.#changed(event.detail.came));
    feed.addEventListener('status', () => { if (!store.loaded) this.#sayTotal({ shown: [] }); });
  }

  /** Shown with what the address says: an alert's id and a filter. */
  enter([id], parameters) {
    this.#filter = AlertFilter.parse(parameters);
    this.#id = id ?? null;
    if (this.search.value.trim() !== this.#filter.query) this.search.value = this.#filter.query;
    this.#refilter({ keepAddress: true });
    this.list.choose(this.#id ?? this.list.chosen, { quiet: true });
    this.#showDetail(this.#heading);
    this.#heading = false;
    document.title = 'Alerts · Streams';
  }

  /** Keys, while the page is shown. */
  key(key) {
    switch (key) {
      case 'j': case 'ArrowDown': this.list.step(1); break;
      case 'k': case 'ArrowUp': this.list.step(-1); break;
      case 'PageDown': this.list.step(this.list.page); break;
      case 'PageUp': this.list.step(-this.list.page); break;
      case 'Home': this.list.step(-Number.MAX_SAFE_INTEGER); break;
      case 'End': this.list.step(Number.MAX_SAFE_INTEGER); break;
      case 'Enter': if (this.list.chosen) this.#open(this.list.chosen); break;
      case 'Escape': if (this.#id) this.#close(); else if (this.#filter.isSet) this.clearFilter(); else return false; break;
      case '/': this.search.focus(); this.search.select(); break;
      default: return false;
    }
    return true;
  }

  /** Whether the page takes the arrow and paging keys from this element. */
  owns(element) { return element === document.body || element === this.list.element || element.id === 'main'; }

  redraw() {
    this.list.redraw();
    this.detail.redraw();
  }

  clearFilter() {
    const { sort } = this.#filter;
    this.#filter = new AlertFilter();
    this.#filter.sort = sort;
    this.search.value = '';
    this.#refilter();
    this.list.element.focus({ preventScroll: true });
  }

  #typed() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => { this.#filter.query = this.search.value; this.#refilter(); }, 90);
  }

  #toggle(set, value) {
    if (!set.delete(value)) set.add(value);
    this.#refilter();
  }

  #pivot(query) {
    this.#filter = new AlertFilter();
    this.#filter.query = query;
    this.search.value = query;
    this.#refilter();
  }

  #refilter({ keepAddress = false } = {}) {
    const result = this.#filter.apply(this.#store.all);
    this.list.show(result.shown);
    this.#drawFilter(result);
    if (!keepAddress) {
      this.#address('replaceState');
      this.#announcer.now(plural(result.shown.length, 'alert'));
    }
  }

  #changed(came) {
    const result = this.#filter.apply(this.#store.all);
    const ids = new Set(came.map(record => record.id));
    this.list.show(result.shown, ids.size ? result.shown.filter(record => ids.has(record.id)).length : 0);
    this.#drawFilter(result);
    this.detail.refresh();
    if (came.length) this.#announcer.came(came);
  }

  #drawFilter(result) {
    const { counts } = result;
    for (const chip of this.levels) {
      const { level } = chip.dataset;
      text(chip.lastChild, count(counts[level]));
      chip.setAttribute('aria-pressed', this.#filter.levels.has(level));
    }
    for (const chip of this.sources) chip.setAttribute('aria-pressed', this.#filter.sources.has(chip.dataset.source));
    this.status.value = this.#filter.status;
    this.sort.value = this.#filter.sort;
    this.clear.hidden = !this.#filter.isSet;
    this.histogram.show(result.shown);
    this.#sayTotal(result);
  }

  #sayTotal({ shown }) {
    const all = this.#store.all.length;
    text(this.total, !this.#store.loaded ? 'Reading …' : shown.length === all ? plural(all, 'alert') : `${count(shown.length)} of ${plural(all, 'alert')}`);
    this.nothing.hidden = !this.#store.loaded || shown.length > 0;
    this.list.element.hidden = !this.nothing.hidden;
    if (!this.nothing.hidden) {
      const [title, line] = all === 0 ? ['No alerts', 'Nothing has fired in what the service keeps. New alerts appear here by themselves.'] : ['No alert fits the filter', `${plural(all, 'alert')} in all. Escape clears the filter.`];
      this.nothing.replaceChildren(h('strong', {}, title), line);
    }
  }

  #choose(id) {
    if (this.#id !== null && this.#id !== id) {
      this.#id = id;
      this.#address('replaceState');
      this.#showDetail(false);
    }
  }

  #open(id) {
    const isNew = this.#id === null;
    this.#id = id;
    this.#address(isNew ? 'pushState' : 'replaceState');
    this.#showDetail(true);
  }

  #close() {
    this.#id = null;
    this.#address('replaceState');
    this.#showDetail(false);
    this.list.element.focus({ preventScroll: true });
  }

  #showDetail(focus) {
    this.element.dataset.open = this.#id !== null;
    this.detail.show(this.#id, focus);
    if (this.#id !== null) requestAnimationFrame(() => this.list.choose(this.list.chosen, { quiet: true }));
  }

  #address(how) {
    history[how](null, '', `#/alerts${this.#id ? `/${this.#id}` : ''}${this.#filter}`);
  }
}
