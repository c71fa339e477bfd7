// The signs in the bar: whether the page is live, and which source is silent.
import { text } from './dom.js';
import { NAMES, span } from './format.js';

const LABEL = { wait: 'Connecting', live: 'Live', lost: 'Reconnecting', reading: 'Reading the log' };

export class Signs {
  constructor({ link, silent }, feed) {
    const word = link.querySelector('span');
    const draw = () => {
      const state = feed.state === 'live' && feed.status?.loading ? 'reading' : feed.state;
      link.dataset.state = state;
      const away = feed.lostAt ? (Date.now() - feed.lostAt) / 1000 : 0;
      text(word, state === 'lost' && away > 3 ? `Reconnecting, away for ${span(away)}` : LABEL[state]);
      link.title = feed.status ? `Streams ${feed.status.version}${feed.status.broker ? ` on ${feed.status.broker}` : ''}` : '';
      const names = new Set((feed.status?.sources ?? []).filter(s => s.silent_nodes > 0).map(s => s.source));
      silent.hidden = names.size === 0;
      if (names.size) text(silent, `${[...names].map(name => NAMES[name]).join(', ')} silent`);
    };
    feed.addEventListener('state', draw);
    feed.addEventListener('status', draw);
    setInterval(draw, 1000);
    draw();
  }
}
