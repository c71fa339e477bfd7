// What an alert was, said by whoever looks at it: models learn from it, and the last word counts.
import { h } from '../dom.js';

const VERDICTS = { true: 'An attack', false: 'A false alarm', benign: 'Permitted' };

/** Buttons, and what has been said before. */
export function label(alert) {
  const said = h('p', { class: 'soft', role: 'status' }, '');
  const note = h('input', { type: 'text', maxlength: 1000, placeholder: 'Why (optional)', 'aria-label': 'Why', 'data-key': 'label-note' });
  const buttons = Object.entries(VERDICTS).map(([verdict, text]) => h('button', {
    type: 'button', class: 'quiet', 'data-key': `label-${verdict}`, 'data-verdict': verdict, 'aria-pressed': 'false',
    onclick: () => ask(`/api/v1/alerts/${alert.id}/label`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ verdict, note: note.value }) }),
  }, text));
  const ask = async (address, request) => {
    try {
      const answer = await fetch(address, request);
      if (!answer.ok) { said.textContent = (await answer.text()).trim(); return; }
      show(await answer.json());
    } catch {
      said.textContent = 'The service does not answer.';
    }
  };
  const show = known => {
    if (known) said.textContent = `${VERDICTS[known.verdict]}, says ${known.by}${known.note ? `: ${known.note}` : ''}.`;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.verdict === known?.verdict));
  };
  ask(`/api/v1/alerts/${alert.id}/label`);
  return [h('div', { class: 'verdicts', role: 'group', 'aria-label': 'What it was' }, buttons, note), said];
}
