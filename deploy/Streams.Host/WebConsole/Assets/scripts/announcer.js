// What a screen reader is told: seldom, and the gravest first.
import { LEVELS, levelName, plural } from './format.js';

const QUIET = 12000;

export class Announcer {
  #element; #pending = []; #timer = 0; #last = -QUIET;

  constructor(element) { this.#element = element; }

  /** Says it now: an answer to what a person just did. */
  now(message) { this.#element.textContent = message; }

  /** Alerts have come: told together, at most every 12 seconds. */
  came(records) {
    this.#pending.push(...records);
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.#tell(), Math.max(800, this.#last + QUIET - performance.now()));
  }

  #tell() {
    this.#timer = 0;
    this.#last = performance.now();
    const records = this.#pending;
    this.#pending = [];
    const gravest = records.reduce((a, b) => (b.rank < a.rank ? b : a));
    const parts = LEVELS.map(level => [level, records.filter(r => r.alert.level === level).length]).filter(([, number]) => number > 0).map(([level, number]) => `${number} ${levelName(level).toLowerCase()}`);
    this.now(`${plural(records.length, 'new alert')}: ${parts.join(', ')}. ${gravest.alert.title}.`);
  }
}
