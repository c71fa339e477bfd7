// Rules: what is loaded, what matched, what alerted.
import { h, text } from '../dom.js';
import { LEVELS, NAMES, capital, count, levelName, moment, plural } from '../format.js';
import { strip } from '../alerts/list.js';

const EVERY = 5000;
const COLUMNS = [
  ['level', 'Level', r => LEVELS.indexOf(r.level), 1], ['title', 'Rule', r => r.title.toLowerCase(), 1], ['kind', 'Kind', r => r.kind, 1], ['sources', 'Sources', r => r.sources.length, -1],
  ['attack', 'ATT&CK', r => r.attack[0] ?? '~', 1], ['matches', 'Matches', r => r.matches ?? -1, -1], ['alerts', 'Alerts', r => r.alerts, -1],
];

export class RulesPage {
  #feed; #rules; #sort = ['alerts', -1]; #open = new Set(); #timer = 0; #wanted = null;

  constructor({ feed, rules }) {
    this.#feed = feed;
    this.#rules = rules;
    this.set = h('p', { class: 'soft set', role: 'status' });
    this.errors = h('ul', { class: 'errors', hidden: '', 'aria-label': 'Errors of the rules that were rejected' });
    this.search = h('input', { type: 'search', placeholder: 'Filter rules', 'aria-label': 'Filter rules', autocomplete: 'off', spellcheck: 'false', oninput: () => this.#draw() });
    this.total = h('p', { class: 'soft', role: 'status' });
    this.heads = COLUMNS.map(([id, name]) => h('th', { scope: 'col', class: id === 'matches' || id === 'alerts' ? 'number' : null, 'data-column': id }, h('button', { type: 'button', onclick: () => this.#sortBy(id) }, name)));
    this.body = h('tbody', {});
    this.element = h('div', { class: 'page rules' },
      h('header', {}, h('h1', {}, 'Rules'), this.total, this.search),
      this.set, this.errors,
      h('div', { class: 'table' }, h('table', {}, h('thead', {}, h('tr', {}, this.heads)), this.body)));
    rules.addEventListener('change', () => this.#draw());
    feed.addEventListener('status', () => this.#drawSet());
  }

  enter([id]) {
    document.title = 'Rules · Streams';
    if (id) { this.#open.add(id); this.#wanted = id; this.search.value = ''; }
    this.#draw();
    this.#drawSet();
    this.#rules.read();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => { if (!document.hidden) this.#rules.read(); }, EVERY);
  }

  leave() { clearInterval(this.#timer); }

  key(key) {
    if (key !== '/') return false;
    this.search.focus();
    return true;
  }

  #sortBy(id) {
    const [, , , first] = COLUMNS.find(([name]) => name === id);
    this.#sort = this.#sort[0] === id ? [id, -this.#sort[1]] : [id, first];
    this.#draw();
  }

  #draw() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [column, direction] = this.#sort;
    const value = COLUMNS.find(([name]) => name === column)[2];
    const shown = this.#rules.all.filter(rule => words.every(word => `${rule.title} ${rule.id} ${rule.level} ${rule.kind} ${rule.tactic} ${rule.attack.join(' ')} ${rule.sources.join(' ')} ${rule.description}`.toLowerCase().includes(word)))
      .sort((a, b) => { const [x, y] = [value(a), value(b)]; return (x < y ? -1 : x > y ? 1 : 0) * direction || (a.title < b.title ? -1 : 1); });
    for (const head of this.heads) {
      if (head.dataset.column === column) head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending'); else head.removeAttribute('aria-sort');
    }
    text(this.total, `${plural(shown.length, 'rule')}, ${plural(shown.filter(used).length, 'of them', 'of them')} matched, ${shown.filter(r => r.alerts > 0).length} alerted`);
    const held = document.activeElement?.dataset?.rule;
    this.body.replaceChildren(...shown.flatMap(rule => this.#rowsOf(rule)));
    if (held) this.body.querySelector(`[data-rule="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    if (this.#wanted && shown.length) {
      this.body.querySelector(`[data-rule="${CSS.escape(this.#wanted)}"]`)?.scrollIntoView({ block: 'center' });
      this.#wanted = null;
    }
  }

  /** Which rule set is in force, which comes, and what was rejected. */
  #drawSet() {
    const set = this.#feed.status?.rules;
    if (!set) return;
    const since = set.effective_from === null ? '' : ` since ${moment(set.effective_from * 1000)}`;
    const next = set.next ? `; ${set.next.version} judges events from ${moment(set.next.effective_from * 1000)}` : '';
    text(this.set, `Rule set ${set.version}${since}${next}${set.errors.length ? '. The set offered last was rejected as a whole:' : ''}`);
    this.errors.hidden = set.errors.length === 0;
    if (this.errors.textContent !== set.errors.join('')) this.errors.replaceChildren(...set.errors.map(error => h('li', {}, error)));
  }

  #rowsOf(rule) {
    const open = this.#open.has(rule.id);
    const row = h('tr', { class: used(rule) ? null : 'still' },
      h('td', { 'data-name': 'Level' }, h('span', { class: 'level', 'data-level': rule.level }, levelName(rule.level))),
      h('th', { scope: 'row' }, h('button', { type: 'button', class: 'unfold', 'data-rule': rule.id, 'aria-expanded': String(open), onclick: () => this.#toggle(rule.id) }, rule.title)),
      h('td', { 'data-name': 'Kind' }, rule.kind.replaceAll('_', ' ')),
      h('td', { 'data-name': 'Sources' }, strip(rule.sources), h('span', { class: 'unseen' }, rule.sources.map(s => NAMES[s]).join(', '))),
      h('td', { 'data-name': 'ATT&CK', class: 'mono' }, rule.attack.join(' ')),
      h('td', { 'data-name': 'Matches', class: 'number' }, count(rule.matches)),
      h('td', { 'data-name': 'Alerts', class: 'number' }, rule.alerts > 0 ? h('a', { href: `#/alerts?q=rule:${rule.id}` , 'aria-label': `${rule.alerts} alerts of ${rule.title}` }, count(rule.alerts)) : '0'));
    return open ? [row, h('tr', { class: 'more' }, h('td', { colspan: COLUMNS.length }, h('dl', {}, more(rule))))] : [row];
  }

  #toggle(id) {
    if (!this.#open.delete(id)) this.#open.add(id);
    this.#draw();
  }
}

const used = rule => rule.matches > 0 || rule.alerts > 0;

function more(rule) {
  const rows = [['Detects', rule.description], ['Tactic', rule.tactic && capital(rule.tactic.replaceAll('-', ' '))], ['Reads', rule.inputs?.join(' → ')], ['What to do', rule.runbook], ['May be harmless', rule.falsepositives?.join('; ')], ['Cannot see', rule.blind_spots?.join('; ')], ['Id', rule.id]];
  return rows.filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
}
