// What a person chose on this browser. Without storage it lasts as long as the page.
const memory = new Map();

export function read(name, otherwise) {
  try { return localStorage.getItem(`streams.${name}`) ?? memory.get(name) ?? otherwise; } catch { return memory.get(name) ?? otherwise; }
}

export function write(name, value) {
  memory.set(name, value);
  try { localStorage.setItem(`streams.${name}`, value); } catch { /* kept in memory */ }
}
