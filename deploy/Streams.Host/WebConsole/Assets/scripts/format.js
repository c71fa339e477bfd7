// Numbers, times and names as they are shown.
import { read } from './settings.js';

export const SOURCES = ['audit', 'container', 'dns', 'journal', 'kernel', 'ebpf'];
export const LEVELS = ['critical', 'high', 'medium', 'low', 'informational'];
export const NAMES = { audit: 'Audit', container: 'Container', dns: 'DNS', journal: 'Journal', kernel: 'Kernel', ebpf: 'eBPF' };

const whole = new Intl.NumberFormat('en');
const formats = new Map();

function parts(zone) {
  if (!formats.has(zone)) {
    const base = { hourCycle: 'h23', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) };
    formats.set(zone, {
      clock: new Intl.DateTimeFormat('en-GB', { ...base, hour: '2-digit', minute: '2-digit', second: '2-digit' }),
      day: new Intl.DateTimeFormat('en-GB', { ...base, day: '2-digit', month: 'short' }),
      whole: new Intl.DateTimeFormat('en-GB', { ...base, day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }),
    });
  }
  return formats.get(zone);
}

export const zone = () => (read('zone', 'utc') === 'local' ? 'local' : 'utc');
export const clock = ms => parts(zone()).clock.format(ms);
export const day = ms => parts(zone()).day.format(ms);
export const moment = ms => `${parts(zone()).whole.format(ms).replace(',', '')}${zone() === 'utc' ? ' UTC' : ''}`;
export const whenShort = ms => (day(ms) === day(Date.now()) ? clock(ms) : `${day(ms)} ${clock(ms)}`);
export const capital = word => (NAMES[word] ?? word.charAt(0).toUpperCase() + word.slice(1));
export const levelName = level => (level === 'informational' ? 'Info' : capital(level));
export const count = number => (number === null || number === undefined ? '–' : whole.format(number));
export const plural = (number, one, many = `${one}s`) => `${whole.format(number)} ${number === 1 ? one : many}`;

export function rate(value) {
  if (value === null || value === undefined) return '–';
  if (value >= 10000) return `${(value / 1000).toFixed(value >= 100000 ? 0 : 1)}k/s`;
  return `${value >= 100 || Number.isInteger(value) ? whole.format(Math.round(value)) : value.toFixed(1)}/s`;
}

export function span(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}

/** A text with its RFC 3339 times in the zone that is shown. */
export const withTimes = text => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, time => moment(Date.parse(time)));

/** Who an alert is about, in one word. */
export function subject(alert) {
  const e = alert.entities;
  return e.pod ? `${e.namespace ? `${e.namespace}/` : ''}${e.pod}` : e.principal ?? e.workload ?? e.source_ip ?? e.domain ?? e.node ?? '';
}
