// What did most to a score, as bars, and what would have made it none.
import { h, svg } from '../dom.js';
import { moment } from '../format.js';

const UNITS = { nats: 'nats beyond what its habits make one expect', probability: 'probability', 'mean square': 'mean square of what is unusual', variation: 'variation of the intervals (less is more regular)' };

export function explanation(why, model) {
  const most = Math.max(...why.items.map(item => Math.abs(item.contribution)), Number.EPSILON);
  return [
    h('p', { class: 'score' }, h('strong', {}, number(why.score)), ` ${UNITS[why.unit] ?? why.unit}, threshold ${number(why.threshold)}`, model && [' by the model ', h('code', {}, model)]),
    why.items.length > 0 && h('ol', { class: 'bars' }, why.items.map(item => bar(item, most))),
    why.counterfactual && h('p', {}, why.unit === 'variation' ? 'It is ' : 'No alert ', why.counterfactual, '.'),
    why.entity_since && h('p', { class: 'soft' }, `What did it has been known since ${moment(Date.parse(why.entity_since))}.`),
    why.set_hash && h('p', { class: 'soft' }, 'Set of features ', h('code', {}, why.set_hash)),
  ].filter(Boolean);
}

function bar(item, most) {
  const share = Math.abs(item.contribution) / most * 100;
  return h('li', {},
    h('span', { class: 'what' }, item.text ? `${item.name}: ${item.text}` : `${item.name} ${number(item.value)}`),
    svg('svg', { viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, svg('rect', { width: share.toFixed(2), height: 6 })),
    h('span', { class: 'amount' }, item.contribution ? `${item.contribution > 0 ? '+' : ''}${number(item.contribution)}` : ''),
    h('span', { class: 'soft' }, context(item)));
}

function context(item) {
  if (item.text) return `never in ${item.sightings} sightings, ${item.once} seen once, ${item.others} others have it`;
  return item.typical === undefined ? '' : `typically ${number(item.typical)}`;
}

const number = value => String(Math.round(value * 1000) / 1000);
