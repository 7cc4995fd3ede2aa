// A sample desk in memory: reports and codings from the files beside this one, incidents joined by a simple rule,
// decisions by hand laid over them. It imitates the server's answers, not its judgement.
import { readFileSync } from 'node:fs';

const here = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const lines = (name) => here(name).trim().split('\n').map((line) => JSON.parse(line));
const day_number = (day) => Date.parse(`${day}T00:00:00Z`) / 86400000;
export const shift = (day, by) => new Date((day_number(day) + by) * 86400000).toISOString().slice(0, 10);

export class Desk {
  constructor({ many = 0 } = {}) {
    this.codebook = JSON.parse(here('codebook.json'));
    this.reports = new Map();
    this.events = new Map();
    this.journal = [];
    this.changes = [];
    this.listeners = new Set();
    this.merged = [];
    this.split_off = new Set();
    this.sitreps = [];
    this.backups = [];
    this.versions = new Map();
    this.settings = { desk_name: 'Morning desk', alert_from_level: 'confrontation', alert_on_rise: true, home_area: null };
    this.tokens = [{ id: 't-1', name: 'morning desk', scope: 'admin', created: '2024-03-01T08:00:00Z', expires: '2024-06-01T00:00:00Z', last_used: '2024-03-20T07:00:00Z' }];
    this.feeds = [
      { id: 'fd-1', url: 'https://ridge.example/feed.xml', name: 'Ridge Monitor', source: 'Ridge Monitor', language: 'en', every_minutes: 60, is_on: true, last_fetch: '2024-03-20T06:00:00Z', last_new: 2, last_error: null, reports: 9 },
      { id: 'fd-2', url: 'https://tilal.example/rss', name: 'شبكة التلال', source: 'شبكة التلال', language: 'ar', every_minutes: 30, is_on: true, last_fetch: '2024-03-20T05:30:00Z', last_new: null, last_error: 'HTTP 503 after 3 tries', reports: 7 }];
    this.ratings = new Map([['Ridge Monitor', { reliability: 'B', note: 'Own correspondents' }]]);
    const given = new Map(lines('reports.jsonl').map((each) => [each.id, each]));
    for (const record of lines('coded.jsonl')) this.take(record, given.get(record.report_id), '2024-03-20T05:00:00Z');
    this.alerts = [
      { id: 'al-2', area: 'area:SYR/Daraa', name: 'Daraa', at: '2024-03-20T06:00:00Z', as_of: '2024-03-20', level: 'limited violence', before: 'crisis', text: 'Daraa rose from crisis to limited violence: Shelling and air strikes, Closure of roads, crossings or entrances', state: 'open', acknowledged_by: null, acknowledged_at: null, why: null },
      { id: 'al-1', area: 'area:SYR/Daraa', name: 'Daraa', at: '2024-03-07T20:00:00Z', as_of: '2024-03-07', level: 'confrontation', before: 'tension', text: 'Daraa rose from tension to confrontation: Demand or ultimatum refused, Threat of force', state: 'acknowledged', acknowledged_by: 'desk', acknowledged_at: '2024-03-08T07:10:00Z', why: 'Convoy held back' }];
    if (many) this.multiply(many);
    this.fuse();
  }

  /** Copies of the incidents spread over the map, to try how many it can carry. */
  multiply(many) {
    const spread = (at, by) => ((at * by) % 1000003) / 1000003;
    const samples = [...this.events.values()].filter((each) => each.event.location?.lat);
    for (let i = 0; i < many; i += 1) {
      const { report, event } = samples[i % samples.length];
      const id = `load-${i}/1`;
      const at = i % 5000;
      this.events.set(id, { report, review: 'open', corrected: [], machine: event,
        event: { ...event, id, location: { ...event.location, id: `load:${at}`, lat: -35 + 90 * spread(at, 2654435761), lon: -20 + 130 * spread(at, 40503) } } });
    }
  }

  take(record, given, captured) {
    const report = { id: record.report_id, text: given.text, title: given.title ?? null, url: given.url ?? null, source: given.source ?? null,
      author: null, captured, format: 'jsonl', encoding: 'utf-8', origin: `desk.jsonl:${this.reports.size + 1}`, raw_sha256: null };
    this.reports.set(report.id, { report, record });
    for (const event of record.events) this.events.set(event.id, { report: report.id, event, machine: structuredClone(event), review: 'open', corrected: [] });
    this.log({ who: 'tocsin', action: 'code', report_id: report.id });
  }

  log(row) {
    const full = { n: this.journal.length + 1, at: new Date().toISOString().slice(0, 19) + 'Z', who: 'desk', report_id: null, event: null, field: null, before: null, after: null, why: null, undoes: null, undone: false, hash: 'mock', ...row };
    this.journal.push(full);
    return full;
  }

  changed(kind, id, what) {
    const change = { n: this.changes.length + 1, kind, id, what };
    this.changes.push(change);
    this.versions.set(id, (this.versions.get(id) ?? 1) + 1);
    for (const tell of this.listeners) tell(change);
  }

  etag(id) { return `"${this.versions.get(id) ?? 1}"`; }

  live() { return [...this.events.values()].filter((each) => each.review !== 'rejected'); }

  /** Events of one type, place and day (one apart at most) are one incident, unless a hand says otherwise. */
  fuse() {
    const groups = [];
    const index = new Map();
    const place = (event) => event.location?.id ?? '';
    for (const each of this.live()) {
      const { event } = each;
      const start = event.date?.start;
      const near = (other) => start && other.event.date?.start && Math.abs(day_number(start) - day_number(other.event.date.start)) <= 1;
      const bucket = `${event.event}|${event.reality}`;
      const found = event.id.startsWith('load-') || this.split_off.has(event.id) ? undefined : (index.get(bucket) ?? []).find((group) =>
        group.every((other) => other.report !== each.report) && group.some((other) => near(other) && (place(other.event) === place(event) || !place(event) || !place(other.event)) && !this.split_off.has(other.event.id)));
      if (found) found.push(each);
      else { const group = [each]; groups.push(group); index.set(bucket, [...(index.get(bucket) ?? []), group]); }
    }
    for (const [a, b] of this.merged) {
      const of = (id) => groups.find((group) => group.some((each) => each.event.id === id));
      const [one, two] = [of(a), of(b)];
      if (one && two && one !== two) { one.push(...two); groups.splice(groups.indexOf(two), 1); }
    }
    this.incidents = new Map();
    for (const group of groups) {
      const incident = this.incident_of(group);
      this.incidents.set(incident.id, incident);
      for (const each of group) each.incident = incident.id;
    }
  }

  claim(each) {
    const { event } = each;
    const { report, record } = this.reports.get(each.report);
    const names = (list) => list.map((one) => one.name || one.text);
    const count = (value) => value && { min: value.min, max: value.max };
    return { event: event.id, report_id: each.report, source: report.source, published: record.published, language: record.language, type: event.event, mode: event.mode,
      reality: event.reality, confidence: event.confidence, start: event.date?.start ?? null, end: event.date?.end ?? null, place: event.location?.name ?? null,
      actors: names(event.actor), recipients: names(event.recipient), killed: count(event.killed), injured: count(event.injured), detained: count(event.detained), displaced: count(event.displaced),
      sentence: event.sentence, trigger: event.trigger };
  }

  incident_of(group) {
    const claims = group.map((each) => this.claim(each)).sort((a, b) => (a.published ?? '').localeCompare(b.published ?? '') || a.event.localeCompare(b.event));
    const best = [...group].sort((a, b) => b.event.confidence - a.event.confidence)[0].event;
    const figure = (field) => {
      const all = claims.filter((each) => each[field]).map((each) => each[field].min ?? each[field].max ?? 0);
      return all.length ? { low: Math.min(...all), best: all[all.length - 1], high: Math.max(...claims.filter((each) => each[field]).map((each) => each[field].max ?? each[field].min ?? 0)) } : null;
    };
    const versions = (field, of) => {
      const found = new Map();
      for (const each of claims) { const value = of(each); if (value) found.set(value, [...(found.get(value) ?? []), each.event]); }
      return found.size > 1 ? [{ field, versions: [...found].map(([value, events]) => ({ value, events })) }] : [];
    };
    const starts = claims.map((each) => each.start).filter(Boolean).sort();
    const ends = claims.map((each) => each.end).filter(Boolean).sort();
    const located = group.find((each) => each.event.location?.name)?.event.location;
    const actors = new Map();
    for (const each of group) for (const side of ['actor', 'recipient']) for (const one of each.event[side]) {
      const name = one.name || one.text;
      actors.set(`${side}|${name}`, { name, id: one.id ?? null, country: one.country ?? null, sector: one.sector ?? null, side });
    }
    const outlets = new Map();
    for (const each of claims) outlets.set(each.source === 'Desk Bulletin' ? 'Southern Wire' : each.source, [...(outlets.get(each.source === 'Desk Bulletin' ? 'Southern Wire' : each.source) ?? []), each.report_id]);
    return {
      id: `inc-${claims.map((each) => each.event).sort()[0].replace('/', '-')}`, type: best.event, mode: best.mode, reality: claims[claims.length - 1].reality,
      date: starts.length ? { start: starts[0], end: ends[ends.length - 1] ?? starts[0], precision: 'day' } : null,
      location: located ? { name: located.name, id: located.id, lat: located.lat, lon: located.lon, country: located.country, admin1: located.admin1, admin2: located.admin2, precision: located.precision, radius_km: located.radius_km } : null,
      actors: [...actors.values()], killed: figure('killed'), injured: figure('injured'), detained: figure('detained'), displaced: figure('displaced'),
      confidence: Math.min(0.98, best.confidence + 0.04 * (outlets.size - 1)), score: best.score, voices: outlets.size, voice_groups: [...outlets.values()].map((list) => [...new Set(list)]),
      events: claims.map((each) => ({ event: each.event, report_id: each.report_id, type: each.type, mode: each.mode, reality: each.reality, start: each.trigger.start, end: each.trigger.end })),
      disagreements: [...versions('killed', (each) => (each.killed ? String(each.killed.min ?? each.killed.max) : '')), ...versions('actor', (each) => each.actors.join(', ')), ...versions('place', (each) => each.place)],
      story: claims.map((each) => ({ published: each.published, reality: each.reality, event: each.event })),
      joins: claims.slice(1).map((each, i) => ({ a: claims[i].event, b: each.event, score: 0.71, parts: { type: 1, date: 1, place: each.place && claims[i].place ? 0.9 : 0, actors: 0.4, counts: -0.2, wording: 0.5 } })),
      claims,
    };
  }

  row(each) {
    const claim = this.claim(each);
    return { id: each.event.id, report_id: each.report, event: claim.type, mode: claim.mode, reality: claim.reality, aspect: each.event.aspect, confidence: claim.confidence, start: claim.start, end: claim.end,
      published: claim.published, language: claim.language, source: claim.source, place: claim.place, lat: each.event.location?.lat ?? null, lon: each.event.location?.lon ?? null, actors: claim.actors, recipients: claim.recipients,
      sentence: claim.sentence.text, trigger: claim.trigger, review: each.review, is_corrected: each.corrected.length > 0, incident: each.incident ?? null };
  }

  view(each) {
    return { report_id: each.report, event: each.event, review: each.review, corrected: each.corrected, incident: each.incident ?? null, history: this.journal.filter((row) => row.event === each.event.id) };
  }

  correct(each, field, value, why) {
    const before = structuredClone(each.event);
    const { event } = each;
    const range = (text) => { const [min, max] = text.split('..'); return { min: min === '' ? null : Number(min), max: max === undefined ? Number(min) : max === '' ? null : Number(max) }; };
    if (field === 'type') [event.event, event.mode = null] = value.split(':');
    else if (field === 'reality' || field === 'aspect') event[field] = value;
    else if (field === 'date') { const [start, end = start] = value === null ? [] : value.split('..'); event.date = value === null ? null : { start: start || null, end: end || null, precision: 'day', basis: 'stated', evidence: null }; }
    else if (field === 'location') event.location = value === null ? null : this.places().find((one) => one.id === value || one.name === value) ?? event.location?.candidates?.find((one) => one.id === value) ?? event.location;
    else if (field === 'actor' || field === 'recipient') event[field] = value === null ? [] : value.split(';').map((name) => ({ text: name.trim(), name: name.trim(), start: 0, end: 0, kind: 'g', id: null, country: null, sector: null, confidence: 1 }));
    else event[field] = value === null ? null : range(value);
    if (!each.corrected.includes(field)) each.corrected.push(field);
    return this.log({ action: 'correct', report_id: each.report, event: event.id, field, before: short(before[field]), after: value, why, back: () => { each.event = before; each.corrected = each.corrected.filter((one) => one !== field); this.reports.get(each.report).record.events.splice(this.reports.get(each.report).record.events.findIndex((one) => one.id === before.id), 1, before); } });
  }

  places() {
    const found = new Map();
    for (const each of this.events.values()) for (const one of [each.machine.location, ...(each.machine.location?.candidates ?? [])]) {
      if (one?.id && !found.has(one.id)) found.set(one.id, { id: one.id, name: one.name, names: [one.name], lat: one.lat, lon: one.lon, country: one.country, admin1: one.admin1, admin2: one.admin2, feature: one.feature, population: null, radius_km: one.radius_km, precision: one.precision });
    }
    return [...found.values()];
  }
}

/** A value as the journal keeps it. */
function short(value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => one.name ?? one.text).join('; ');
  if (typeof value !== 'object') return String(value);
  return value.min === undefined ? (value.name ?? value.start) : value.min === value.max ? String(value.min) : `${value.min ?? ''}-${value.max ?? ''}`;
}
