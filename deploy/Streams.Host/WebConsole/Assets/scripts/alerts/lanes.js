// The evidence in time: a lane for each source that gave some.
import { h } from '../dom.js';
import { NAMES, SOURCES, clock, span } from '../format.js';

export class EvidenceLanes {
  constructor(alert) {
    const timed = alert.evidence.filter(e => e.time).map(e => ({ source: e.source, at: Date.parse(e.time) }));
    const first = Math.min(...timed.map(e => e.at));
    const last = Math.max(...timed.map(e => e.at));
    if (timed.length < 2 || last === first) { this.element = null; return; }
    const lanes = SOURCES.filter(source => timed.some(e => e.source === source));
    this.element = h('div', { class: 'lanes', role: 'img', 'aria-label': `Evidence over ${span((last - first) / 1000)}: ${lanes.map(s => `${NAMES[s]} ${timed.filter(e => e.source === s).length}`).join(', ')}` },
      lanes.map(source => {
        const track = h('div', { class: 'track' });
        for (const e of timed) {
          if (e.source !== source) continue;
          const dot = h('i', { title: clock(e.at) });
          dot.style.left = `${((e.at - first) / (last - first)) * 100}%`;
          track.append(dot);
        }
        return h('div', { class: 'lane' }, h('span', {}, NAMES[source]), track);
      }),
      h('p', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, clock(first)), h('span', {}, `+${span((last - first) / 1000)}`)));
  }
}
