/** Numbers, days and names in the reader's own way of writing. */
import codes from '../i18n/countries.json';
import { towns } from './arabic.svelte';
import { t, t_or, ui } from './i18n.svelte';
import type { Count, Figure, Interval } from './types';

export const number = (value: number, digits = 0) =>
  new Intl.NumberFormat(ui.locale, { maximumFractionDigits: digits }).format(value);
/** 12,000 as "12K", for the axes of charts. */
export const compact = (value: number) => new Intl.NumberFormat(ui.locale, { notation: 'compact' }).format(value);
const share = (value: number) => new Intl.NumberFormat(ui.locale, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 }).format(value);
/** 0.42 as "42%"; what is not quite certain is never called so. */
export const percent = (value: number) => (value > 0.994 && value < 1 ? t('count.over', { n: share(0.99) }) : share(value));

/** 0.0004 as "<0.001". */
export function small(value: number): string {
  return value < 0.001 ? `< ${number(0.001, 3)}` : number(value, value < 0.01 ? 3 : 2);
}

function at_noon(day: string): Date { return new Date(`${day.slice(0, 10)}T12:00:00Z`); }

export function day(value: string | null | undefined, form: 'medium' | 'short' = 'medium'): string {
  if (!value) return t('unknown');
  const date = at_noon(value);
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(ui.locale, form === 'short'
    ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
    : { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(date);
}

export function moment(value: string | null | undefined): string {
  if (!value) return t('never');
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(ui.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

export function interval(value: Interval | null | undefined): string {
  if (!value || (!value.start && !value.end)) return t('date.unknown');
  if (value.start && value.end && value.start === value.end) return day(value.start);
  if (!value.end) return t('date.since', { day: day(value.start) });
  if (!value.start) return t('date.until', { day: day(value.end) });
  return new Intl.DateTimeFormat(ui.locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
    .formatRange(at_noon(value.start), at_noon(value.end));
}

export function count(value: Count | null | undefined): string {
  if (!value) return '';
  const { min, max } = value;
  if (min === null && max === null) return t('count.some');
  if (min === null) return t('count.up_to', { n: max! });
  if (max === null) return t('count.at_least', { n: min });
  return min === max ? number(min) : t('count.range', { low: number(min), high: number(max) });
}

export function figure(value: Figure | null | undefined): string {
  if (!value) return '';
  return value.low === value.high ? number(value.best)
    : t('count.figure', { best: number(value.best), low: number(value.low), high: number(value.high) });
}

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let at = 0;
  while (value >= 1000 && at < units.length - 1) { value /= 1000; at += 1; }
  return `${number(value, at ? 1 : 0)} ${units[at]}`;
}

export function language_name(code: string | null | undefined): string {
  if (!code || code === 'und') return t('unknown');
  try { return new Intl.DisplayNames([ui.info.id], { type: 'language' }).of(code) ?? code; } catch { return code; }
}

const OVERRIDES = /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/g;
/** A name without direction controls, which could make it read as another. */
export const clean = (name: string | null | undefined) => (name ?? '').replace(OVERRIDES, '');

/** A country by its three letters in the reader's language; what is no such code stays as it is. */
export function country(code: string | null | undefined): string {
  const two = code ? (codes as Record<string, string>)[code] : undefined;
  if (!two) return clean(code);
  try { return new Intl.DisplayNames([ui.info.id], { type: 'region' }).of(two) ?? clean(code); } catch { return clean(code); }
}

interface Named { name?: string | null; admin1?: string | null; country?: string | null; lat?: number | null; lon?: number | null }
/** "Tafas, Daraa, Syria": from the place to the country, nothing said twice. */
export function place_words(place: Named | null | undefined): string {
  const name = (words: string | null | undefined) => towns.name(clean(words), place?.lat, place?.lon);
  const parts = [name(place?.name), name(place?.admin1), country(place?.country)].filter(Boolean);
  return parts.filter((part, i) => part !== parts[i - 1]).map(apart).join(t('comma'));
}

/** Names in two ways of writing beside each other keep to their own order. */
const apart = (part: string) => `\u2068${part}\u2069`;

/** An area of the warning by its id, `area:SDN/Khartoum` or a name: "Khartoum, Sudan". */
export function area_words(id: string, name?: string | null, at?: { lat: number | null; lon: number | null }): string {
  const [, code, admin1] = /^area:([A-Z]{3})\/(.*)$/.exec(id) ?? [];
  return code ? place_words({ ...at, admin1: admin1 || null, country: code }) : clean(name) || id;
}

/** "Sudan · military" of an actor. */
export const side_words = (code?: string | null, sector?: string | null) =>
  [country(code), sector ? t_or(`sector.${sector}`, sector) : ''].filter(Boolean).join(' · ');
