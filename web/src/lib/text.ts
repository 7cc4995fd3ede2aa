/** A text cut at the borders of its spans. Offsets count code points, as everywhere at the border. */
import type { TocsinEvent, Words } from './types';

export interface Span { start: number; end: number; key: string; role: string; event: string }
export interface Piece { text: string; spans: Span[] }

export function cut(text: string, spans: Span[]): Piece[] {
  const points = Array.from(text);
  const valid = spans.filter((span) => span.start < span.end && span.end <= points.length);
  const borders = new Set([0, points.length]);
  for (const span of valid) { borders.add(span.start); borders.add(span.end); }
  const sorted = [...borders].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    pieces.push({
      text: points.slice(from, to).join(''),
      spans: valid.filter((span) => span.start <= from && span.end >= to),
    });
  }
  return pieces;
}

export const ROLES = ['actor', 'recipient', 'source', 'weapon', 'object', 'place', 'from', 'to', 'time'] as const;
export const COUNTS = ['killed', 'injured', 'detained', 'displaced', 'count'] as const;

/** Every range of words that the event was read from; keys are `event|role|start`. */
export function spans_of(event: TocsinEvent): Span[] {
  const out: Span[] = [];
  const add = (role: string, words: Partial<Words> | null | undefined) => {
    if (!words || words.start === undefined || words.end === undefined) return;
    out.push({ start: words.start, end: words.end, key: `${event.id}|${role}|${words.start}`, role, event: event.id });
  };
  add('trigger', event.trigger);
  for (const role of ROLES) for (const words of event[role] ?? []) add(role, words);
  for (const role of COUNTS) add(role, event[role] as Partial<Words> | null);
  if (event.date?.evidence) add('time', event.date.evidence);
  return out;
}

/** `spans` moved to offsets within the words from `start` on, those outside left out. */
export function within(spans: Span[], start: number, end: number): Span[] {
  return spans.filter((span) => span.start >= start && span.end <= end)
    .map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
}
