// The rules by id, read anew now and then while someone looks at them.
export class RuleStore extends EventTarget {
  #feed; #byId = new Map(); #reading = null;

  constructor(feed) {
    super();
    this.#feed = feed;
  }

  get all() { return [...this.#byId.values()]; }

  get(id) { return this.#byId.get(id); }

  async read() {
    this.#reading ??= this.#feed.get('rules').then(
      rules => {
        this.#byId = new Map(rules.map(rule => [rule.id, rule]));
        this.dispatchEvent(new Event('change'));
      },
      () => { /* the service is away: what is known stays */ }).finally(() => { this.#reading = null; });
    return this.#reading;
  }
}
