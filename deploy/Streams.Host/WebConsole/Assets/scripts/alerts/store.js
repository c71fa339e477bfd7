// Every alert once, by its id, newest first.
import { eachFrame } from '../dom.js';
import { LEVELS, subject } from '../format.js';

const PAGE = 400;
const MOST = 10000;

export class AlertStore extends EventTarget {
  #feed;
  #byId = new Map();
  #ordered = [];
  #epoch = '';
  #generation = 0;
  #loading = 0;
  #dirty = false;
  #came = [];
  #flush = eachFrame(() => this.#publish());

  constructor(feed) {
    super();
    this.#feed = feed;
    feed.addEventListener('hello', event => {
      if (event.detail.epoch !== this.#epoch) this.#load(event.detail.epoch);
    });
    feed.addEventListener('reset', () => { this.#epoch = ''; });
    feed.addEventListener('alert', event => {
      if (event.detail.epoch === this.#epoch) this.#take([event.detail.entry], true);
    });
  }

  /** Whether the first answer is still to come. */
  loaded = false;

  /** Newest first. */
  get all() { return this.#ordered; }

  get(id) { return this.#byId.get(id); }

  /** Reads what the service holds, newest first and in pieces, so that no piece holds up the page. What another epoch had and this one lacks goes when all is read. */
  async #load(epoch) {
    this.#epoch = epoch;
    const turn = ++this.#loading;
    this.#generation++;
    let before = null;
    for (let pause = 500; ; ) {
      try {
        const page = await this.#feed.get(`alerts?limit=${PAGE}${before === null ? '' : `&before=${before}`}`);
        if (turn !== this.#loading || page.epoch !== epoch) return;
        this.#take(page.alerts, false);
        this.loaded = true;
        before = page.before;
        if (before === null) break;
        await new Promise(next => setTimeout(next));
      } catch {
        if (turn !== this.#loading) return;
        await new Promise(next => setTimeout(next, pause));
        pause = Math.min(pause * 2, 5000);
      }
    }
    for (const record of this.#byId.values()) {
      if (record.generation !== this.#generation) { this.#byId.delete(record.id); this.#dirty = true; }
    }
    this.#flush();
  }

  #take(entries, live) {
    for (const { seq, alert } of entries) {
      const known = this.#byId.get(alert.id);
      if (known && known.generation === this.#generation && known.seq >= seq) continue;
      const record = known ?? { id: alert.id, version: 0, cameAt: 0 };
      const changed = !known || !live || known.alert.status !== alert.status || known.alert.count !== alert.count || known.alert.time !== alert.time;
      record.seq = seq;
      record.generation = this.#generation;
      record.alert = alert;
      record.time = Date.parse(alert.time);
      record.rank = LEVELS.indexOf(alert.level);
      record.subject = subject(alert);
      record.text = words(alert);
      if (changed) record.version++;
      if (!known) {
        this.#byId.set(alert.id, record);
        if (live) { record.cameAt = performance.now(); this.#came.push(record); }
      }
    }
    this.#dirty = true;
    this.#flush();
  }

  #publish() {
    if (this.#dirty) {
      this.#ordered = [...this.#byId.values()].sort(newest);
      while (this.#ordered.length > MOST) this.#byId.delete(this.#ordered.pop().id);
      this.#dirty = false;
    }
    const came = this.#came;
    this.#came = [];
    this.dispatchEvent(new CustomEvent('change', { detail: { came } }));
  }
}

const newest = (a, b) => b.time - a.time || (a.id < b.id ? -1 : 1);

function words(alert) {
  const evidence = alert.evidence.map(e => e.excerpt).join('\n');
  return `${alert.title}\n${alert.id}\n${Object.values(alert.entities).join('\n')}\n${alert.attack.join(' ')}\n${alert.blind_spots.join('\n')}\n${evidence}`.toLowerCase();
}
