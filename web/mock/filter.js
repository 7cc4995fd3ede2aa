// The one filter over the sample desk.
import { shift } from './desk.js';

const folded = (text) => (text ?? '').normalize('NFD').replace(/[\u0300-\u036f\u064b-\u0652\u2018\u2019']/g, '').toLowerCase();

export class BadValue extends Error { constructor(field, detail) { super(detail); this.field = field; } }

function number_in(query, key, low, high, otherwise) {
  if (!query.has(key)) return otherwise;
  const value = Number(query.get(key));
  if (!Number.isFinite(value) || value < low || value > high) throw new BadValue(key, `${key}: "${query.get(key)}", expected a number from ${low} to ${high}`);
  return value;
}
function day_in(query, key) {
  const value = query.get(key);
  if (value && (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)) || shift(value, 0) !== value)) throw new BadValue(key, `${key}: "${value}" is not a day, expected YYYY-MM-DD`);
  return value || null;
}

/** A function that says whether an event (with its report) matches. */
export function matcher(desk, query) {
  const [from, to] = [day_in(query, 'from'), day_in(query, 'to')];
  const kind = query.get('date_kind') ?? 'event';
  const words = folded(query.get('words')).split(/\s+/).filter(Boolean);
  const box = query.get('bbox')?.split(',').map(Number);
  if (box && (box.length !== 4 || !box.every(Number.isFinite))) throw new BadValue('bbox', 'bbox: expected west,south,east,north');
  const least = number_in(query, 'min_confidence', 0, 1, 0);
  const any = (key) => query.getAll(key);
  const area = query.get('area');
  return (each) => {
    const { event } = each;
    const { report, record } = desk.reports.get(each.report);
    const review = any('review');
    if (review.length ? !review.includes(each.review) : each.review === 'rejected') return false;
    if (event.confidence < least) return false;
    if (any('reality').length && !any('reality').includes(event.reality)) return false;
    if (any('type').length && !any('type').some((one) => one === event.event || one === `${event.event}:${event.mode ?? ''}`)) return false;
    if (any('report').length && !any('report').includes(each.report)) return false;
    if (any('source').length && !any('source').includes(report.source)) return false;
    if (query.get('lang') && record.language !== query.get('lang')) return false;
    if (any('actor').length) {
      const all = [...event.actor, ...event.recipient];
      if (!any('actor').some((one) => all.some((who) => who.id === one || who.country === one || who.sector === one || folded(who.name ?? who.text).includes(folded(one))))) return false;
    }
    if (area && !in_area(event.location, area)) return false;
    if (box && !(event.location?.lat && event.location.lon >= box[0] && event.location.lat >= box[1] && event.location.lon <= box[2] && event.location.lat <= box[3])) return false;
    if (from || to) {
      const [start, end] = kind === 'event' ? [event.date?.start ?? event.date?.end, event.date?.end ?? event.date?.start] : kind === 'published' ? [record.published, record.published] : [report.captured.slice(0, 10), report.captured.slice(0, 10)];
      if (!start || (from && end < from) || (to && start > to)) return false;
    }
    const body = words.length ? folded([event.sentence.text, event.location?.name, ...[...event.actor, ...event.recipient].map((who) => who.name)].join(' ')) : '';
    return words.every((word) => body.includes(word));
  };
}

export function area_of(location) { return location?.country ? { id: `area:${location.country}/${location.admin1 ?? ''}`, name: location.admin1 || location.country } : null; }
function in_area(location, area) { return !!location && (area_of(location)?.id === area || location.id === area || [location.name, location.admin1, location.country].some((one) => one && folded(one) === folded(area))); }

/** One page of a list; the cursor is where the last one ended. */
export function paged(items, query, standard = 50) {
  const limit = number_in(query, 'limit', 1, 1000, standard);
  const cursor = query.get('cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0;
  if (!Number.isInteger(start) || start < 0) throw new BadValue('cursor', 'cursor: not one of this list');
  const end = start + limit;
  return { items: items.slice(start, end), next: end < items.length ? Buffer.from(String(end)).toString('base64url') : null, total: items.length };
}
export { folded };
