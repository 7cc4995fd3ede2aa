/** Numbers, days and names in the reader's own way of writing. */
import { t, ui } from './i18n.svelte';
import type { Count, Figure, Interval } from './types';

export const number = (value: number, digits = 0) =>
  new Intl.NumberFormat(ui.locale, { maximumFractionDigits: digits }).format(value);
/** 12,000 as "12K", for the axes of charts. */
export const compact = (value: number) => new Intl.NumberFormat(ui.locale, { notation: 'compact' }).format(value);
export const percent = (value: number) =>
  new Intl.NumberFormat(ui.locale, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 }).format(value);

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
