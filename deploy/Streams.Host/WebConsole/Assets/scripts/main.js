// Starts the console: the feed, the pages, the keys.
import { AlertStore } from './alerts/store.js';
import { AlertsPage } from './alerts/page.js';
import { Announcer } from './announcer.js';
import { DeadLettersPage } from './dead-letters/page.js';
import { Feed } from './feed.js';
import { zone } from './format.js';
import { Help, keysAreOn } from './help.js';
import { ModelsPage } from './models/page.js';
import { RuleStore } from './rules/store.js';
import { RulesPage } from './rules/page.js';
import { write } from './settings.js';
import { Signs } from './signs.js';
import { SourceHistory } from './sources/history.js';
import { SourcesPage } from './sources/page.js';
import { startTheme } from './theme.js';
import { TopologyPage } from './topology/page.js';

const $ = id => document.getElementById(id);
const main = $('main');
const feed = new Feed();
const store = new AlertStore(feed);
const rules = new RuleStore(feed);
const context = { feed, store, rules, announcer: new Announcer($('announcer')), history: new SourceHistory(feed) };
const pages = { alerts: new AlertsPage(context) };
const makers = { sources: SourcesPage, topology: TopologyPage, rules: RulesPage, models: ModelsPage, 'dead-letters': DeadLettersPage };
let shown = null;

function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  const page = name in makers || name === 'alerts' ? name : 'alerts';
  const isOther = shown !== page;
  pages[page] ??= new makers[page](context);
  if (isOther) {
    pages[shown]?.leave?.();
    main.dataset.page = page;
    main.replaceChildren(pages[page].element);
    main.scrollTop = 0;
    main.tabIndex = page === 'alerts' ? -1 : 0; // the page scrolls here, but for the alerts, whose list does
    for (const link of document.querySelectorAll('.tabs a')) {
      if (link.dataset.page === page) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    }
    if (shown !== null) main.focus({ preventScroll: true });
    shown = page;
  }
  pages[page].enter(rest, new URLSearchParams(query ?? ''));
}

const help = new Help($('help'), $('help-open'));
startTheme($('theme'));
// A tenant sees its alerts alone: the other pages are none of its.
feed.addEventListener('status', () => {
  for (const link of document.querySelectorAll('.tabs a')) link.hidden = feed.status.tenant === true && link.dataset.page !== 'alerts';
});
new Signs({ link: $('link'), silent: $('silent') }, feed);

function sayZone() { $('zone').textContent = zone() === 'utc' ? 'UTC' : 'Local'; }
$('zone').addEventListener('click', () => {
  write('zone', zone() === 'utc' ? 'local' : 'utc');
  sayZone();
  for (const page of Object.values(pages)) page.redraw?.();
});
sayZone();

const PAGES = { 1: 'alerts', 2: 'sources', 3: 'topology', 4: 'rules', 5: 'models', 6: 'dead-letters' };
const MOVES = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter']);
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $('help').open) return;
  const { key, target } = event;
  const writes = target.matches('input, select, textarea');
  if (key === 'Escape') {
    if (writes) target.blur();
    if (pages[shown].key?.(key)) event.preventDefault();
    return;
  }
  if (writes) {
    if (key === 'Enter' && target.id === 'alert-search') { pages.alerts.list.element.focus(); event.preventDefault(); }
    return;
  }
  if (MOVES.has(key)) {
    if (pages[shown].owns?.(target) && pages[shown].key(key)) event.preventDefault();
    return;
  }
  if (!keysAreOn()) return;
  if (key in PAGES) location.hash = `#/${PAGES[key]}`;
  else if (key === '?') help.open();
  else if (key === 't') $('theme').click();
  else if (!pages[shown].key?.(key)) return;
  event.preventDefault();
});

addEventListener('hashchange', route);
addEventListener('popstate', route);
rules.read();
feed.start();
route();
