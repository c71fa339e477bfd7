// Dead letters: what could not be used, why, and where it lies.
import { h, text } from '../dom.js';
import { NAMES, count, plural, whenShort } from '../format.js';

const EVERY = 5000;
const LIMIT = 200;

export class DeadLettersPage {
  #feed; #letters = null; #reason = null; #timer = 0; #seen = '';

  constructor({ feed }) {
    this.#feed = feed;
    this.total = h('p', { class: 'soft', role: 'status' });
    this.reasons = h('div', { class: 'reasons', role: 'group', 'aria-label': 'Reasons' });
    this.list = h('ol', { class: 'letters' });
    this.element = h('div', { class: 'page dead' },
      h('header', {}, h('h1', {}, 'Dead letters'), this.total),
      this.reasons, this.list,
      h('p', { class: 'soft hint' }, 'After a mend, ', h('code', {}, 'streams dlq resend --reason …'), ' sends them back to where they came from, each once.'));
    feed.addEventListener('hello', () => { if (this.#timer) this.#read(); });
  }

  enter() {
    document.title = 'Dead letters · Streams';
    this.#read();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => { if (!document.hidden) this.#read(); }, EVERY);
  }

  leave() { clearInterval(this.#timer); this.#timer = 0; }

  redraw() { this.#seen = ''; this.#draw(); }

  async #read() {
    try {
      this.#letters = await this.#feed.get(`dead-letters?limit=${LIMIT}`);
      this.#draw();
    } catch { /* the bar says that the service is away */ }
  }

  #draw() {
    if (!this.#letters) return;
    const first = this.#letters[0];
    const seen = `${this.#letters.length} ${first?.time} ${first?.offset} ${this.#reason}`;
    if (seen === this.#seen) return;
    this.#seen = seen;
    const held = document.activeElement?.dataset?.key;
    const reasons = new Map();
    for (const letter of this.#letters) reasons.set(letter.reason, (reasons.get(letter.reason) ?? 0) + 1);
    if (this.#reason && !reasons.has(this.#reason)) this.#reason = null;
    const most = Math.max(1, ...reasons.values());
    text(this.total, this.#letters.length === 0 ? '' : this.#letters.length < LIMIT ? plural(this.#letters.length, 'letter') : `The newest ${LIMIT}`);
    this.reasons.replaceChildren(...[...reasons].sort((a, b) => b[1] - a[1]).map(([reason, number]) => {
      const bar = h('i', { 'aria-hidden': 'true' });
      bar.style.width = `${(number / most) * 100}%`;
      return h('button', { type: 'button', 'data-key': reason, 'aria-pressed': String(reason === this.#reason), onclick: () => { this.#reason = this.#reason === reason ? null : reason; this.#draw(); } }, bar, h('span', {}, readable(reason)), h('b', {}, count(number)));
    }));
    const shown = this.#letters.filter(letter => !this.#reason || letter.reason === this.#reason);
    this.list.hidden = shown.length === 0;
    this.list.replaceChildren(...shown.map(letter => h('li', {},
      h('p', { class: 'line' }, h('strong', {}, readable(letter.reason)), h('span', {}, letter.detail), h('span', { class: 'soft' }, whenShort(letter.time * 1000))),
      h('p', { class: 'soft' }, `${NAMES[letter.parser] ?? letter.parser} · `, h('code', {}, letter.topic ? `${letter.topic}-${letter.partition}@${letter.offset}` : 'no source record')),
      h('pre', { tabindex: '0', 'data-key': `${letter.topic}-${letter.partition}-${letter.offset}`, 'aria-label': 'Excerpt' }, letter.excerpt || '(empty)'))));
    if (this.#letters.length === 0) this.reasons.replaceChildren(h('div', { class: 'empty' }, h('strong', {}, 'No dead letters'), 'Every record that came was understood.'));
    if (held) this.element.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
}

const readable = reason => reason.replaceAll('_', ' ');
