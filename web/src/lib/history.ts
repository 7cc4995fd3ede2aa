/** What the journal says of an event, in words: values stand there as on the command line. */
import { clean, count, interval, number } from './format';
import { event_name, t, t_or } from './i18n.svelte';
import { COUNTS } from './text';
import type { JournalRow } from './types';

/** A value of a field as the journal keeps it. Returns: as the reader would write it. */
export function value_words(field: string | null | undefined, value: string | null | undefined): string {
  if (value === null || value === undefined || value === '' || value === 'none') return field ? t('unknown') : '—';
  if (field === 'type') return event_name(...(value.split(':') as [string, string?]));
  if (field === 'reality' || field === 'aspect') return t_or(`${field}.${value}`, value);
  if (field === 'location') return clean(value).replace(/@-?[\d.]+,-?[\d.]+$/, '');
  if (field === 'date') {
    const [start, end = start] = value.split(/\.\.|\//);
    return interval({ start: start || null, end: end || null });
  }
  if (COUNTS.some((each) => each === field)) return count_words(value);
  return clean(value);
}

function count_words(value: string): string {
  const [low, high = low] = value.split(/\.\.|-/);
  if (/[^\d.-]/.test(value)) return value;
  return low === high ? number(Number(low)) : count({ min: low ? Number(low) : null, max: high ? Number(high) : null });
}

/** Corrections and decisions that stand, the latest first. */
export const standing = (rows: JournalRow[], field?: string) =>
  rows.filter((row) => !row.undone && row.action !== 'undo' && row.action !== 'code' && row.action !== 'add' && (!field || row.field === field)).sort((a, b) => b.n - a.n);
