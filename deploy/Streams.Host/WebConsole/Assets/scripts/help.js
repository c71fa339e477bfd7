// The keys, and a switch for those who type by voice and would rather have none.
import { h } from './dom.js';
import { read, write } from './settings.js';

const KEYS = [
  [['j', 'k'], 'next and previous alert'], [['Enter'], 'open the alert'], [['Esc'], 'close it, or clear the filter'], [['/'], 'filter'],
  [['Home', 'End'], 'first and last alert'], [['1', '…', '6'], 'the pages'], [['t'], 'light or dark'], [['?'], 'this list'],
];

export const keysAreOn = () => read('keys', 'on') === 'on';

export class Help {
  #dialog;

  constructor(dialog, opener) {
    this.#dialog = dialog;
    const on = h('input', { type: 'checkbox', onchange: event => write('keys', event.target.checked ? 'on' : 'off') });
    on.checked = keysAreOn();
    dialog.append(h('form', { method: 'dialog' },
      h('h2', { id: 'help-title' }, 'Keys'),
      h('dl', {}, KEYS.map(([keys, what]) => [h('dt', {}, keys.flatMap((key, i) => [i ? ' ' : '', key === '…' ? key : h('kbd', {}, key)])), h('dd', {}, what)])),
      h('label', {}, on, 'Keys of one letter work'),
      h('p', { class: 'soft filter-help' }, 'The filter takes words, fields and exceptions: ', h('code', {}, 'pod:api destination:198.51 -curl attack:T1552'), '. Fields: level, status, source, rule, id, attack, and every kind of entity.'),
      h('button', { class: 'solid' }, 'Close')));
    opener.addEventListener('click', () => this.open());
  }

  open() { this.#dialog.showModal(); }
}
