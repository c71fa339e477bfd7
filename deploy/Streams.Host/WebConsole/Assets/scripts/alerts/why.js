// Why an alert fired, as sentences made of the rule and of what the alert counted.
import { h } from '../dom.js';
import { capital, plural, span } from '../format.js';
import { explanation } from './explanation.js';

const THINGS = { pod: 'pod', principal: 'principal', node: 'node', namespace: 'namespace', workload: 'workload', source_ip: 'source address', destination: 'destination', domain: 'domain', user: 'user', credential_id: 'credential', container_id: 'container' };

export function whyItFired(alert, rule) {
  const parts = [];
  if (rule) {
    if (rule.description) parts.push(h('p', {}, rule.description));
    parts.push(h('p', {}, sentence(alert, rule)));
    if (rule.inputs?.length) parts.push(h(rule.ordered ? 'ol' : 'ul', { class: 'steps' }, rule.inputs.map(input => h('li', {}, input))));
  } else {
    parts.push(h('p', {}, `${plural(alert.count, 'event')} of ${alert.sources.map(capital).join(', ') || 'no source'}.`));
  }
  if (alert.explanation) {
    parts.push(...explanation(alert.explanation, alert.score?.model));
  } else if (alert.score) {
    parts.push(h('p', { class: 'score' }, h('meter', { min: '0', max: '1', value: String(alert.score.value), 'aria-label': 'Score of the model' }), h('strong', {}, alert.score.value.toFixed(3)), ' by the model ', h('code', {}, alert.score.model)));
  }
  return parts;
}

function sentence(alert, { timespan, condition, group_by: group }) {
  const within = timespan ? `, within ${span(timespan)}` : '';
  const same = group?.length ? `, for one ${group.map(name => name.replace(/^streams\./, '')).map(name => THINGS[name] ?? name).join(' and ')}` : '';
  return `${condition ? `It fires on: ${condition}${within}` : 'Each matching event fires'}${same}; ${plural(alert.count, 'event')} matched.`;
}
