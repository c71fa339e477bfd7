// The service's events, for as long as the page is open. A lost connection is taken up again where it broke, or anew where the service is another one.
const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 5000;
const SILENCE = 10000; // a status comes every second

export class Feed extends EventTarget {
  #source = null;
  #place = null;
  #pause = FIRST_PAUSE;
  #lastHeard = 0;
  #retry = 0;

  /** The last status, null before the first. */
  status = null;
  /** wait, live or lost. */
  state = 'wait';
  /** When the connection broke, milliseconds; 0 while it stands. */
  lostAt = 0;

  start() {
    this.#connect();
    setInterval(() => { if (this.#source && Date.now() - this.#lastHeard > SILENCE) this.#lose(); }, 1000);
    addEventListener('online', () => { if (this.state === 'lost') this.#connect(); });
  }

  /** Fetches JSON. Another answer than 200 throws; 401 goes to the sign-in page. */
  async get(path) {
    const response = await fetch(`../api/v1/${path}`, { headers: { accept: 'application/json' } });
    if (response.status === 401) location.assign('login');
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#lastHeard = Date.now();
    const source = new EventSource(`../api/v1/events${this.#place ? `?after=${encodeURIComponent(this.#place)}` : ''}`);
    this.#source = source;
    source.addEventListener('hello', event => {
      const { epoch } = JSON.parse(event.data);
      this.#place ??= event.lastEventId;
      this.#pause = FIRST_PAUSE;
      this.#set('live');
      this.#say('hello', { epoch });
    });
    source.addEventListener('reset', () => { this.#place = null; this.#heard(); this.#say('reset'); });
    source.addEventListener('alert', event => {
      this.#place = event.lastEventId;
      this.#heard();
      this.#say('alert', { entry: JSON.parse(event.data), epoch: event.lastEventId.slice(0, event.lastEventId.lastIndexOf('-')) });
    });
    source.addEventListener('status', event => { this.#heard(); this.status = JSON.parse(event.data); this.#say('status', this.status); });
    source.onerror = () => { if (source === this.#source) this.#lose(); };
  }

  #heard() {
    this.#lastHeard = Date.now();
  }

  #lose() {
    this.#source?.close();
    this.#source = null;
    this.#set('lost');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#probe(), this.#pause);
    this.#pause = Math.min(this.#pause * 1.6, LONGEST_PAUSE);
  }

  /** An event source does not tell why it failed; a status does, and 401 leads to the sign-in page. */
  async #probe() {
    try {
      await this.get('status');
      this.#connect();
    } catch {
      this.#lose();
    }
  }

  #set(state) {
    this.#heard();
    if (state === this.state) return;
    this.lostAt = state === 'lost' ? Date.now() : 0;
    this.state = state;
    this.#say('state', state);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
