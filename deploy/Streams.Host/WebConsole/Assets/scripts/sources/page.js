// Sources: what each brings, how far it is behind, and which one is silent.
import { h, text } from '../dom.js';
import { NAMES, SOURCES, clock, count, rate, span, withTimes } from '../format.js';
import { Plot } from './plot.js';

const ABOUT = { audit: 'API server', container: 'Pod logs', dns: 'Resolver log', journal: 'systemd', kernel: 'Packet filter', ebpf: 'Falco' };

export class SourcesPage {
  #feed; #history; #store; #rules; #point = null; #shown = false;

  constructor({ feed, history, store, rules }) {
    (this.#feed = feed), (this.#history = history), (this.#store = store), (this.#rules = rules);
    this.cards = new Map(SOURCES.map(source => [source, this.#card(source)]));
    this.element = h('div', { class: 'page sources' },
      h('header', {}, h('h1', {}, 'Sources'), h('p', { class: 'soft' }, 'The last five minutes. Rate: records a second. Lag: records that wait in Kafka. Lateness: how far the newest event time is behind what has been read.')),
      h('div', { class: 'cards' }, [...this.cards.values()].map(card => card.element)));
    history.addEventListener('change', () => { if (this.#shown) this.#draw(); });
  }

  enter() { this.#shown = true; document.title = 'Sources · Streams'; this.#draw(); }

  leave() { this.#shown = false; }

  redraw() { this.#draw(); }

  #card(source) {
    const onPoint = place => { this.#point = place; for (const card of this.cards.values()) for (const plot of Object.values(card.plots)) plot.point(place); };
    const plots = { rate: new Plot('Rate', rate, { floor: 5, onPoint }), lag: new Plot('Lag', count, { floor: 50, kind: 'lag', onPoint }), lateness: new Plot('Lateness', span, { floor: 2, kind: 'late', onPoint }) };
    const state = h('p', { class: 'state' });
    const figures = Object.fromEntries(['In', 'Events', 'Joined', 'Dead', 'Health', 'Newest event'].map(name => [name, h('dd', {}, '–')]));
    const note = h('p', { class: 'note', hidden: true });
    const element = h('section', { class: 'card', 'aria-label': NAMES[source] },
      h('header', {}, h('h2', {}, NAMES[source], h('span', { class: 'soft' }, ABOUT[source])), state),
      note,
      h('div', { class: 'plots' }, Object.values(plots).map(plot => plot.element)),
      h('dl', {}, Object.entries(figures).map(([name, value]) => h('div', {}, h('dt', {}, name), value))));
    return { element, plots, state, figures, note };
  }

  #draw() {
    const { status } = this.#feed;
    for (const source of SOURCES) {
      const card = this.cards.get(source);
      if (this.#point === null) for (const [figure, plot] of Object.entries(card.plots)) plot.show(this.#history.get(source, figure));
      const now = status?.sources.find(s => s.source === source);
      if (!now) continue;
      const silent = now.silent_nodes > 0;
      const [name, word] = silent ? ['silent', `Silent on ${now.silent_nodes} node${now.silent_nodes === 1 ? '' : 's'}`] : now.in === 0 ? ['none', 'Nothing yet'] : now.rate > 0 ? ['ok', 'Flowing'] : ['idle', 'Quiet'];
      card.element.dataset.state = name;
      text(card.state, word);
      const where = silent ? this.#silence(source) : [];
      card.note.hidden = !silent;
      if (silent) text(card.note, where.length ? where.join('; ') : 'A rule waits for it and hears nothing.');
      text(card.figures.In, count(now.in));
      text(card.figures.Events, count(now.events));
      text(card.figures.Joined, count(now.fragments));
      text(card.figures.Dead, count(now.dead));
      card.figures.Dead.classList.toggle('text-critical', now.dead > 0);
      text(card.figures.Health, count(now.health));
      text(card.figures['Newest event'], now.event_time ? clock(now.event_time * 1000) : '–');
    }
  }

  /** What the open alerts of the gap rules say about a source. */
  #silence(source) {
    return this.#store.all.filter(({ alert }) => alert.status !== 'closed' && alert.status !== 'superseded' && this.#rules.get(alert.rule_id)?.kind === 'gap')
      .flatMap(({ alert }) => alert.blind_spots).filter(spot => spot.startsWith(`${source} `)).map(withTimes);
  }
}
