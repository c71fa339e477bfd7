// Light or dark: the system's, unless one was chosen here.
import { write } from './settings.js';

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';

export function startTheme(button) {
  const say = () => button.setAttribute('aria-label', isDark() ? 'Switch to light' : 'Switch to dark');
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    write('theme', root.dataset.theme);
    say();
  });
  dark.addEventListener('change', say);
  say();
}
