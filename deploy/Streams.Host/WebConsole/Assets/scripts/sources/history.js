// The last five minutes of every source: what the service kept before the page was opened, then what comes each second.
import { SOURCES } from '../format.js';

export const LENGTH = 300;
const FIGURES = ['rate', 'lag', 'lateness'];

export class SourceHistory extends EventTarget {
  #series = new Map(SOURCES.map(source => [source, Object.fromEntries(FIGURES.map(figure => [figure, []]))]));

  constructor(feed) {
    super();
    feed.addEventListener('hello', () => this.#read(feed));
    feed.addEventListener('status', event => this.#add(event.detail));
  }

  get(source, figure) { return this.#series.get(source)[figure]; }

  async #read(feed) {
    try {
      const { sources } = await feed.get('history');
      for (const [source, figures] of Object.entries(sources)) {
        if (this.#series.has(source)) for (const figure of FIGURES) this.#series.get(source)[figure] = figures[figure].slice(-LENGTH);
      }
    } catch { /* the plots begin with what comes now */ }
  }

  #add({ sources }) {
    for (const state of sources) {
      const series = this.#series.get(state.source);
      for (const figure of FIGURES) {
        series[figure].push(state[figure]);
        if (series[figure].length > LENGTH) series[figure].shift();
      }
    }
    this.dispatchEvent(new Event('change'));
  }
}
