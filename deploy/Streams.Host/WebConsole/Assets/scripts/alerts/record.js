// The raw record that a piece of evidence comes from, read when it is asked for.
import { h } from '../dom.js';

export function wholeRecord(evidence) {
  const place = `${encodeURIComponent(evidence.topic)}/${evidence.partition}/${evidence.offset}`;
  const button = h('button', { type: 'button', class: 'quiet', 'data-key': `record-${evidence.event_id}`, onclick: () => show(button, place) }, 'Whole record');
  return button;
}

async function show(button, place) {
  button.disabled = true;
  button.textContent = 'Reading …';
  const pre = h('pre', { tabindex: '0', 'aria-label': 'The whole record' }, await read(place));
  button.replaceWith(pre);
  pre.focus({ preventScroll: true });
}

async function read(place) {
  try {
    const answer = await fetch(`/api/v1/events/${place}`);
    if (!answer.ok) return (await answer.text()).trim();
    const record = await answer.json();
    return pretty(record.value ?? record.value_base64 ?? '');
  } catch {
    return 'The service does not answer.';
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
