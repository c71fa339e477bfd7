// One alert in full.
import { h, svg } from '../dom.js';
import { NAMES, SOURCES, capital, clock, count, levelName, moment, plural, span, withTimes } from '../format.js';
import { label } from './label.js';
import { EvidenceLanes } from './lanes.js';
import { wholeRecord } from './record.js';
import { whyItFired } from './why.js';

const ENTITIES = {
  cluster: 'Cluster', node: 'Node', namespace: 'Namespace', pod: 'Pod', workload: 'Workload', principal: 'Principal', user: 'User',
  source_ip: 'Source address', destination: 'Destination', domain: 'Domain', container_id: 'Container', pod_uid: 'Pod UID', credential_id: 'Credential',
};
const RELATED = ['pod', 'principal', 'credential_id', 'destination', 'domain'];

export class AlertDetail {
  #store; #rules; #onClose; #onPivot; #id = null; #version = -1;

  constructor({ store, rules, onClose, onPivot }) {
    (this.#store = store), (this.#rules = rules), (this.#onClose = onClose), (this.#onPivot = onPivot);
    this.element = h('article', { class: 'detail', 'aria-label': 'One alert', hidden: true });
    rules.addEventListener('change', () => this.redraw());
  }

  show(id, focus) {
    const other = id !== this.#id;
    this.#id = id;
    this.element.hidden = id === null;
    if (other) { this.#version = -1; this.element.scrollTop = 0; }
    this.refresh();
    if (focus) this.element.querySelector('h2')?.focus({ preventScroll: true });
  }

  redraw() {
    this.#version = -1;
    this.refresh();
  }

  /** Draws again where the alert has changed; the focus stays where it is. */
  refresh() {
    if (this.#id === null) return;
    const record = this.#store.get(this.#id);
    if (record && record.version === this.#version) return;
    this.#version = record?.version ?? -1;
    const held = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    this.element.replaceChildren(...(record ? this.#parts(record) : this.#unknown()));
    if (held) this.element.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  #close() {
    return h('button', { type: 'button', class: 'quiet icon close', 'data-key': 'close', 'aria-label': 'Close the alert', onclick: this.#onClose },
      svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: 'M6 6l12 12M18 6 6 18' })));
  }

  #unknown() {
    return [h('header', {}, h('h2', { tabindex: '-1', 'data-key': 'title' }, this.#store.loaded ? 'This alert is not kept any more' : 'Reading …'), this.#close())];
  }

  #parts(record) {
    const { alert } = record;
    const rule = this.#rules.get(alert.rule_id);
    const long = (Date.parse(alert.last_seen) - Date.parse(alert.first_seen)) / 1000;
    return [
      h('header', { 'data-level': alert.level },
        h('p', { class: 'kicker' }, h('span', { class: 'level', 'data-level': alert.level }, levelName(alert.level)), h('span', {}, capital(alert.status)), h('time', { datetime: alert.time }, moment(record.time))),
        h('h2', { tabindex: '-1', 'data-key': 'title' }, alert.title),
        h('p', { class: 'soft' }, `${plural(alert.count, 'event')}${long > 0 ? ` over ${span(long)}` : ''}${record.subject ? ` · ${record.subject}` : ''}`),
        this.#close()),
      alert.blind_spots.length > 0 && h('section', { class: 'notice', 'aria-label': 'What could not be seen' }, h('h3', {}, 'Blind here'), alert.blind_spots.map(spot => h('p', {}, withTimes(spot)))),
      rule?.runbook && section('What to do', h('p', {}, rule.runbook)),
      section('Why it fired', ...whyItFired(alert, rule)),
      section('What it was', ...label(alert)),
      alert.evidence.length === 0 ? section('Evidence', h('p', { class: 'soft' }, 'None: the alert is about what did not come.')) : section(`Evidence (${alert.evidence.length}${alert.count > alert.evidence.length ? ` of ${count(alert.count)}` : ''})`, new EvidenceLanes(alert).element, ...this.#evidence(alert)),
      section('Entities', this.#entities(alert)),
      this.#related(record),
      section('ATT&CK', alert.attack.length ? h('p', { class: 'tags' }, alert.attack.map(id => h('a', { href: `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`, rel: 'noreferrer noopener', target: '_blank', 'data-key': id, 'aria-label': `${id}, at attack.mitre.org, new window` }, id)), rule?.tactic && h('span', { class: 'soft' }, capital(rule.tactic.replaceAll('-', ' ')))) : h('p', { class: 'soft' }, 'None named by the rule.')),
      rule?.falsepositives?.length && section('May be harmless when', h('ul', {}, rule.falsepositives.map(item => h('li', {}, item)))),
      rule?.blind_spots?.length && section('What this rule cannot see', h('ul', {}, rule.blind_spots.map(item => h('li', {}, item)))),
      h('footer', { class: 'soft' }, 'Alert ', h('code', {}, alert.id), ' · rule ', h('a', { href: `#/rules/${alert.rule_id}`, 'data-key': 'rule' }, h('code', {}, alert.rule_id.slice(0, 8)))),
    ].filter(Boolean);
  }

  #evidence(alert) {
    return SOURCES.filter(source => alert.evidence.some(e => e.source === source)).map(source => {
      const items = alert.evidence.filter(e => e.source === source);
      return h('div', { class: 'evidence' },
        h('h4', {}, NAMES[source], h('span', { class: 'soft' }, ` ${items.length}`)),
        h('ol', {}, items.map(e => h('li', {},
          h('p', { class: 'place soft' }, e.time && h('time', { datetime: e.time, title: moment(Date.parse(e.time)) }, clock(Date.parse(e.time))), h('code', {}, 'file' in e ? `${e.file}:${e.line}` : `${e.topic}-${e.partition}@${e.offset}`)),
          h('pre', { tabindex: '0', 'data-key': e.event_id, 'aria-label': `Excerpt from ${NAMES[source]}` }, e.excerpt),
          'topic' in e && wholeRecord(e)))));
    });
  }

  #entities(alert) {
    const names = Object.keys(ENTITIES).filter(kind => alert.entities[kind]);
    return h('dl', { class: 'entities' }, names.map(kind => [
      h('dt', {}, ENTITIES[kind]),
      h('dd', {}, h('button', { type: 'button', class: 'pivot', 'data-key': kind, title: 'Show all alerts about it', onclick: () => this.#onPivot(`${kind}:${quoted(alert.entities[kind])}`) }, alert.entities[kind])),
    ]));
  }

  #related(record) {
    const same = [];
    for (const other of this.#store.all) {
      if (other === record || other.alert.status === 'superseded') continue;
      const kind = RELATED.find(name => record.alert.entities[name] && other.alert.entities[name] === record.alert.entities[name]);
      if (kind) same.push({ other, kind });
      if (same.length === 40) break;
    }
    if (same.length === 0) return null;
    same.sort((a, b) => a.other.rank - b.other.rank);
    return section('Also about it', h('ul', { class: 'also' }, same.slice(0, 8).map(({ other, kind }) => h('li', {},
      h('span', { class: 'level', 'data-level': other.alert.level }, levelName(other.alert.level)),
      h('a', { href: `#/alerts/${other.id}`, 'data-key': `also-${other.id}` }, other.alert.title),
      h('span', { class: 'soft' }, `same ${ENTITIES[kind].toLowerCase()} · ${clock(other.time)}`)))));
  }
}

const quoted = value => (/\s/.test(value) ? `"${value}"` : value);
const section = (title, ...children) => h('section', {}, h('h3', {}, title), ...children);
