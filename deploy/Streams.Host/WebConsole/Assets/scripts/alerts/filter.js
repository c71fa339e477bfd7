// What of the alerts is shown: words, levels, status and sources. It lives in the address, so a view can be bookmarked and sent.
import { LEVELS, SOURCES } from '../format.js';

const TERM = /(-?)(?:([a-z_]+):)?(?:"([^"]*)"|(\S+))/g;

export const STATUSES = [['shown', 'Not superseded'], ['open', 'Open'], ['closed', 'Closed'], ['all', 'All']];

export class AlertFilter {
  query = '';
  levels = new Set();
  sources = new Set();
  status = 'shown';
  sort = 'time';

  static parse(parameters) {
    const filter = new AlertFilter();
    filter.query = parameters.get('q') ?? '';
    filter.levels = new Set((parameters.get('level') ?? '').split(',').filter(level => LEVELS.includes(level)));
    filter.sources = new Set((parameters.get('source') ?? '').split(',').filter(source => SOURCES.includes(source)));
    filter.status = STATUSES.some(([status]) => status === parameters.get('status')) ? parameters.get('status') : 'shown';
    filter.sort = parameters.get('sort') === 'level' ? 'level' : 'time';
    return filter;
  }

  get isSet() { return this.query.trim() !== '' || this.levels.size > 0 || this.sources.size > 0 || this.status !== 'shown'; }

  toString() {
    const parameters = new URLSearchParams();
    if (this.query.trim()) parameters.set('q', this.query.trim());
    if (this.levels.size) parameters.set('level', [...this.levels].join(','));
    if (this.sources.size) parameters.set('source', [...this.sources].join(','));
    if (this.status !== 'shown') parameters.set('status', this.status);
    if (this.sort !== 'time') parameters.set('sort', this.sort);
    const text = parameters.toString();
    return text && `?${text}`;
  }

  /** The records that fit; the levels are left out of `counts`, so that each level's button says how many it would show. */
  apply(records) {
    const terms = termsOf(this.query);
    const counts = Object.fromEntries(LEVELS.map(level => [level, 0]));
    const shown = [];
    for (const record of records) {
      if (!this.#fits(record, terms)) continue;
      counts[record.alert.level]++;
      if (this.levels.size === 0 || this.levels.has(record.alert.level)) shown.push(record);
    }
    if (this.sort === 'level') shown.sort((a, b) => a.rank - b.rank || b.time - a.time);
    return { shown, counts };
  }

  #fits(record, terms) {
    const { alert } = record;
    const isOpen = alert.status === 'open' || alert.status === 'updated';
    if (this.status === 'shown' ? alert.status === 'superseded' : this.status === 'open' ? !isOpen : this.status === 'closed' && alert.status !== 'closed') return false;
    if (this.sources.size && !alert.sources.some(source => this.sources.has(source))) return false;
    return terms.every(term => holds(term, record) !== term.not);
  }
}

function termsOf(query) {
  return [...query.matchAll(TERM)].map(([, not, key, quoted, plain]) => {
    const value = (quoted ?? plain).toLowerCase();
    return { not: not === '-', key, value };
  });
}

function holds({ key, value }, { alert, text }) {
  switch (key) {
    case undefined: return text.includes(value);
    case 'level': return alert.level.startsWith(value);
    case 'status': return alert.status.startsWith(value);
    case 'source': return alert.sources.some(source => source.startsWith(value));
    case 'rule': return alert.rule_id.startsWith(value);
    case 'id': return alert.id.startsWith(value);
    case 'attack': return alert.attack.some(technique => technique.toLowerCase().startsWith(value));
    default: return key in alert.entities ? alert.entities[key].toLowerCase().includes(value) : text.includes(`${key}:${value}`);
  }
}
