// A stand-in for `tocsin serve`: the built application and a sample desk in memory, for working on the interface.
//   node mock/server.js [--port 4173] [--many 100000] [--read-only]
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { as_of_of, assessment, LADDER, rows } from './assess.js';
import { unknown_parameter } from './contract.js';
import { Desk } from './desk.js';
import { area_of, BadValue, folded, matcher, paged } from './filter.js';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html default";

class Refusal extends Error { constructor(status, code, detail, field) { super(detail); Object.assign(this, { status, code, field }); } }
const missing = () => { throw new Refusal(404, 'not_found', 'not on this desk'); };

function code_text(desk, { text, date, source, title, id }) {
  for (const { report, record } of desk.reports.values()) if (report.text === text) return record;
  const words = [[/attacked|هاجم/u, 'ASSAULT', 'firearms', -9], [/shelled|قصف/u, 'ASSAULT', 'heavy-weapons', -9.5], [/threatened|هدد/u, 'THREATEN', 'violence', -3.5], [/closed|أغلق/u, 'COERCE', 'closure', -5]];
  const events = [];
  for (const [pattern, event, mode, score] of words) {
    const found = pattern.exec(text);
    if (!found) continue;
    const start = Array.from(text.slice(0, found.index)).length;
    const trigger = { text: found[0], start, end: start + Array.from(found[0]).length };
    const killed = /killing (\w+)/.exec(text);
    const number = killed && { one: 1, two: 2, three: 3, four: 4 }[killed[1]];
    const at = killed && Array.from(text.slice(0, killed.index)).length + 8;
    const place = desk.places().find((each) => text.includes(each.name));
    events.push({ id: `${id ?? 'text'}/${events.length + 1}`, event, mode, score, quad_code: 4, cameo: '190', acled: null, reality: 'actual', aspect: 'once', confidence: 0.82, trigger, sentence: { text, start: 0, end: Array.from(text).length },
      actor: [], recipient: [], source: [], weapon: [], object: [], place: [], from: [], to: [], time: [], location: place ? { ...place, basis: 'named in the text', candidates: [] } : null, from_location: null, to_location: null,
      date: { start: date ?? null, end: date ?? null, precision: 'day', basis: 'document', evidence: null }, killed: number ? { min: number, max: number, text: killed[1], start: at, end: at + killed[1].length } : null, injured: null, detained: null, displaced: null, count: null, links: [] });
  }
  return { report_id: id ?? 'text', published: date ?? null, published_basis: date ? 'given' : 'none', published_evidence: null, language: /[\u0600-\u06ff]/.test(text) ? 'ar' : 'en', source: source ?? null, title: title ?? null, url: null, sentences_read: events.length, events, mentions: [], diagnostics: [] };
}

function add_report(desk, body) {
  if (typeof body.text !== 'string' || !body.text.trim()) throw new Refusal(400, 'bad_value', 'text: expected a string', 'text');
  for (const { report, record } of desk.reports.values()) if (report.text === body.text && (report.source ?? null) === (body.source ?? null)) return { id: report.id, arrival: 'known', record, incidents: [] };
  let id = body.id ?? `report-${desk.reports.size + 1}`;
  while (desk.reports.has(id)) id += '~2';
  const record = code_text(desk, { ...body, id });
  desk.take(record, { ...body, id }, new Date().toISOString().slice(0, 19) + 'Z');
  desk.fuse();
  desk.changed('report', id, 'added');
  return { id, arrival: 'new', record, incidents: record.events.map((each) => desk.events.get(each.id).incident) };
}

function counts(desk, query) {
  const events = [...desk.events.values()].filter(matcher(desk, query));
  const ids = new Set(events.map((each) => each.incident).filter(Boolean));
  const out = { incidents: ids.size, events: events.length, reports: new Set(events.map((each) => each.report)).size, all_incidents: desk.incidents.size, unplaced: 0, undated: 0, types: {}, realities: {}, areas: [], days: [] };
  const [areas, days] = [new Map(), new Map()];
  for (const id of ids) {
    const each = desk.incidents.get(id);
    out.types[each.type] = (out.types[each.type] ?? 0) + 1;
    out.realities[each.reality] = (out.realities[each.reality] ?? 0) + 1;
    const area = area_of(each.location);
    if (!each.location) out.unplaced += 1;
    if (area) areas.set(area.id, { ...area, incidents: (areas.get(area.id)?.incidents ?? 0) + 1 });
    if (!each.date) { out.undated += 1; continue; }
    const day = days.get(each.date.start) ?? { day: each.date.start, actual: 0, other: 0, killed: 0 };
    day[each.reality === 'actual' ? 'actual' : 'other'] += 1;
    day.killed += each.killed?.best ?? 0;
    days.set(day.day, day);
  }
  out.areas = [...areas.values()].sort((a, b) => b.incidents - a.incidents).slice(0, 50);
  out.days = [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
  return out;
}

function incidents(desk, query) {
  const ids = new Set([...desk.events.values()].filter(matcher(desk, query)).map((each) => each.incident).filter(Boolean));
  return [...ids].map((id) => desk.incidents.get(id)).sort((a, b) => (b.date?.start ?? '').localeCompare(a.date?.start ?? '') || a.id.localeCompare(b.id));
}

function map_places(desk, query) {
  const places = new Map();
  let unplaced = 0;
  for (const each of incidents(desk, query)) {
    const at = each.location;
    if (!at?.lat) { unplaced += 1; continue; }
    const key = `${at.lat} ${at.lon}`;
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  const all = [...places.values()].sort(([a], [b]) => a.location.lat - b.location.lat || a.location.lon - b.location.lon);
  const only = (field) => all.map((group) => (group.length === 1 ? group[0][field] : null));
  return {
    lat: all.map(([a]) => a.location.lat), lon: all.map(([a]) => a.location.lon), place: all.map(([a]) => a.location.name ?? null),
    radius_km: all.map((group) => Math.max(...group.map((each) => each.location.radius_km))),
    incidents: all.map((group) => group.length), happened: all.map((group) => group.filter((each) => each.reality === 'actual').length),
    incident: only('id'), reality: only('reality'), unplaced,
  };
}

function search(desk, query) {
  const words = folded(query.get('words')).split(/\s+/).filter(Boolean);
  const hits = [...desk.events.values()].filter((each) => !each.event.id.startsWith('load-')).filter(matcher(desk, query)).map((each) => {
    const row = desk.row(each);
    return { kind: 'event', id: row.id, report_id: row.report_id, incident: row.incident, title: null, source: row.source, published: row.published, language: row.language, event: row.event, mode: row.mode, reality: row.reality, snippet: row.sentence, marks: marks(row.sentence, words), start: each.event.sentence.start, end: each.event.sentence.end };
  });
  if (words.length) for (const { report, record } of desk.reports.values()) {
    if (!words.every((word) => folded(`${report.title} ${report.text}`).includes(word))) continue;
    const snippet = Array.from(report.text).slice(0, 220).join('');
    hits.push({ kind: 'report', id: report.id, report_id: report.id, incident: null, title: report.title, source: report.source, published: record.published, language: record.language, event: null, mode: null, reality: null, snippet, marks: marks(snippet, words), start: 0, end: 220 });
  }
  return hits;
}
function marks(text, words) {
  const out = [];
  const points = Array.from(text);
  const low = points.map((point) => folded(point) || ' ');
  for (const word of words) for (let i = 0; i + word.length <= low.length; i += 1) if (low.slice(i, i + word.length).join('') === word) out.push([i, i + word.length]);
  return out.sort((a, b) => a[0] - b[0]);
}

function build_sitrep(desk, body) {
  const query = new URLSearchParams({ from: body.from, to: body.to, ...(body.area ? { area: body.area } : {}) });
  const citations = [];
  const arabic = body.language === 'ar';
  const cite = (claim) => { citations.push({ n: citations.length + 1, report_id: claim.report_id, event: claim.event, incident: null, source: claim.source, published: claim.published, sentence: claim.sentence.text, start: claim.sentence.start, end: claim.sentence.end }); return citations.length; };
  const found = incidents(desk, query).slice(0, 14);
  const line = (each) => ({ text: `${each.date?.start ?? ''} · ${each.location?.name ?? '—'} · ${each.type}${each.mode ? `:${each.mode}` : ''}${each.killed ? ` · ${arabic ? 'القتلى' : 'killed'} ${each.killed.low}–${each.killed.high}` : ''}.`, citations: each.claims.slice(0, 3).map(cite) });
  const place = body.area ? rows(desk, as_of_of(desk)).find((each) => each.area === body.area)?.name ?? body.area : arabic ? 'كل المناطق' : 'everywhere';
  const sitrep = { id: `sr-${desk.sitreps.length + 1}`, title: body.title ?? `${arabic ? 'تقرير الوضع' : 'Situation report'}: ${place}, ${body.from} – ${body.to}`, area: body.area ?? null, from: body.from, to: body.to, language: body.language ?? 'en', built: new Date().toISOString().slice(0, 19) + 'Z',
    sections: [{ heading: arabic ? 'ما حدث' : 'What happened', paragraphs: found.filter((each) => each.reality === 'actual').map(line) }, { heading: arabic ? 'ما هُدد به أو طُلب' : 'What was threatened or demanded', paragraphs: found.filter((each) => each.reality !== 'actual').map(line) }], citations };
  desk.sitreps.unshift(sitrep);
  return sitrep;
}

function same_version(desk, request, id) {
  const given = request.headers['if-match'];
  if (!given) throw new Refusal(428, 'if_match_missing', 'If-Match is missing');
  if (given !== desk.etag(id)) throw new Refusal(409, 'lost_update', 'it has changed since');
}
function after(desk, id, row, kind = 'event') { desk.fuse(); desk.changed(kind, id, 'changed'); return row; }
const event_in = (desk, id) => desk.events.get(id) ?? missing();
const page = (items) => ({ items, next: null, total: items.length });
const tagged = (desk, id, body) => ({ body, headers: { ETag: desk.etag(id) } });
const file = (body, name) => ({ raw: body, headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename="${name}"` } });
const plain_row = ({ back, ...row }) => row;

function undo(desk, n) {
  const row = n ? desk.journal.find((each) => each.n === n && each.back && !each.undone) : [...desk.journal].reverse().find((each) => each.back && !each.undone);
  if (!row) missing();
  row.back();
  row.undone = true;
  const made = desk.log({ action: 'undo', undoes: row.n });
  after(desk, row.event ?? 'incidents', made, row.event ? 'event' : 'incident');
  return { undone: plain_row(row), row: plain_row(made) };
}

/** Method, path, scope, and what answers. */
const ROUTES = [
  ['GET', '/v1/status', 'read', ({ desk }) => ({ version: '0.2.0', desk: 'sample.tocsin', model: 'mock', scopes: desk.scopes, network: false, languages: ['ar', 'en'], read_formats: ['text', 'html', 'jsonl', 'json', 'csv'], export_formats: ['jsonl', 'plover', 'acled', 'geojson', 'csv', 'kml'], sitrep_formats: ['md', 'html'], as_of: as_of_of(desk),
    counts: { reports: desk.reports.size, uncoded: 0, events: desk.events.size, rejected: [...desk.events.values()].filter((each) => each.review === 'rejected').length, incidents: desk.incidents.size, unfused: 0, journal: desk.journal.length, alerts: desk.alerts.filter((each) => each.state === 'open').length } })],
  ['GET', '/v1/reports', 'read', ({ desk, query }) => { const fits = new Set([...desk.events.values()].filter(matcher(desk, query)).map((each) => each.report)); const any = [...query.keys()].some((key) => !['limit', 'cursor', 'source'].includes(key));
    return paged([...desk.reports.values()].filter(({ report }) => (any ? fits.has(report.id) : !query.getAll('source').length || query.getAll('source').includes(report.source))).map(({ report, record }) => ({ id: report.id, title: report.title, source: report.source, language: record.language, published: record.published, published_basis: record.published_basis, captured: report.captured, events: record.events.length, opening: Array.from(report.text).slice(0, 160).join(''), is_coded: true, url: null })).sort((a, b) => (b.published ?? '').localeCompare(a.published ?? '')), query); }],
  ['POST', '/v1/reports', 'write', ({ desk, body }) => ({ status: 201, body: add_report(desk, body) })],
  ['POST', '/v1/uploads', 'write', ({ desk, query, raw }) => {
    const [added, failed] = [[], []];
    const pieces = query.get('name').endsWith('.jsonl') ? raw.split('\n').filter(Boolean) : [JSON.stringify({ id: query.get('name').replace(/\.\w+$/, ''), text: raw, source: query.get('source') || undefined, date: query.get('date') || undefined })];
    pieces.forEach((piece, i) => { try { const done = add_report(desk, JSON.parse(piece)); added.push({ id: done.id, arrival: done.arrival, events: done.record.events.length }); } catch (error) { failed.push({ origin: `${query.get('name')}:${i + 1}`, message: error.message }); } });
    return { added, failed };
  }],
  ['GET', '/v1/reports/:id', 'read', ({ desk, id }) => { const found = desk.reports.get(id) ?? missing(); return tagged(desk, id, { ...found, decisions: found.record.events.map((each) => { const state = desk.events.get(each.id); return { event: each.id, review: state.review, corrected: state.corrected, incident: state.incident ?? null }; }) }); }],
  ['GET', '/v1/reports/:id/original', 'read', ({ desk, id }) => file((desk.reports.get(id) ?? missing()).report.text, 'original.txt')],
  ['POST', '/v1/code', 'read', ({ desk, body }) => code_text(desk, body)],
  ['GET', '/v1/events', 'read', ({ desk, query }) => { const found = [...desk.events.values()].filter(matcher(desk, query)); if (query.get('order') === 'least_sure') found.sort((a, b) => a.event.confidence - b.event.confidence); const part = paged(found, query); return { ...part, items: part.items.map((each) => desk.row(each)) }; }],
  ['GET', '/v1/events/:id', 'read', ({ desk, id }) => tagged(desk, id, desk.view(event_in(desk, id)))],
  ['POST', '/v1/events/:id/corrections', 'review', ({ desk, id, body, request }) => { const each = event_in(desk, id); same_version(desk, request, id); after(desk, id, desk.correct(each, body.field, body.value, body.why ?? null)); return tagged(desk, id, desk.view(each)); }],
  ['POST', '/v1/events/:id/review', 'review', ({ desk, id, body, request }) => { const each = event_in(desk, id); same_version(desk, request, id); const before = each.review; each.review = body.decision === 'accept' ? 'accepted' : 'rejected'; after(desk, id, desk.log({ action: body.decision, report_id: each.report, event: id, why: body.why ?? null, back: () => { each.review = before; } })); return tagged(desk, id, desk.view(each)); }],
  ['GET', '/v1/incidents', 'read', ({ desk, query }) => { const part = paged(incidents(desk, query), query); return { ...part, items: part.items.map(({ claims, joins, story, ...each }) => each) }; }],
  ['GET', '/v1/incidents/:id', 'read', ({ desk, id }) => tagged(desk, id, desk.incidents.get(id) ?? missing())],
  ['POST', '/v1/merges', 'review', ({ desk, body }) => { const event_of = (one) => desk.incidents.get(one)?.events[0].event ?? event_in(desk, one).event.id; const pair = [event_of(body.a), event_of(body.b)]; desk.merged.push(pair); const row = after(desk, 'incidents', desk.log({ action: 'merge', event: pair[0], after: pair[1], why: body.why ?? null, back: () => desk.merged.splice(desk.merged.indexOf(pair), 1) }), 'incident'); return { incidents: [desk.events.get(pair[0]).incident], n: row.n }; }],
  ['POST', '/v1/splits', 'review', ({ desk, body }) => { const each = event_in(desk, body.event); const old = each.incident; desk.split_off.add(body.event); const cut = desk.merged; desk.merged = cut.filter((pair) => !pair.includes(body.event)); const row = after(desk, 'incidents', desk.log({ action: 'split', event: body.event, before: old, why: body.why ?? null, back: () => { desk.split_off.delete(body.event); desk.merged = cut; } }), 'incident'); return { incidents: [...new Set([...(desk.incidents.has(old) ? [old] : []), each.incident])], n: row.n }; }],
  ['GET', '/v1/map', 'read', ({ desk, query }) => map_places(desk, query)],
  ['GET', '/v1/counts', 'read', ({ desk, query }) => counts(desk, query)],
  ['GET', '/v1/assessments', 'read', ({ desk, query }) => ({ ladder: LADDER, ...paged(rows(desk, query.get('as_of') || as_of_of(desk)), query) })],
  ['GET', '/v1/assessments/:id', 'read', ({ desk, id, query }) => tagged(desk, id, assessment(desk, id, query.get('as_of') || as_of_of(desk)) ?? missing())],
  ['GET', '/v1/alerts', 'read', ({ desk, query }) => { const state = query.get('state') ?? 'open'; return paged(desk.alerts.filter((each) => state === 'all' || each.state === state), query); }],
  ['POST', '/v1/alerts/:id/acknowledge', 'review', ({ desk, id, body }) => { const alert = desk.alerts.find((each) => each.id === id) ?? missing(); Object.assign(alert, { state: 'acknowledged', acknowledged_by: 'desk', acknowledged_at: new Date().toISOString().slice(0, 19) + 'Z', why: body.why ?? null }); desk.log({ action: 'acknowledge', after: id }); desk.changed('alert', id, 'changed'); return alert; }],
  ['GET', '/v1/search', 'read', ({ desk, query }) => paged(search(desk, query), query)],
  ['GET', '/v1/gazetteer', 'read', ({ desk, query }) => page(desk.places().filter((each) => folded(each.name).includes(folded(query.get('words')))).slice(0, Number(query.get('limit') ?? 50)))],
  ['GET', '/v1/gazetteer/:id', 'read', ({ desk, id }) => desk.places().find((each) => each.id === id) ?? missing()],
  ['GET', '/v1/actors', 'read', ({ desk, query }) => { const found = new Map(); for (const { event } of desk.live()) for (const one of [...event.actor, ...event.recipient]) { const name = one.name || one.text; const now = found.get(name) ?? { id: one.id ?? '', name, names: [name], country: one.country ?? null, sector: one.sector ?? null, from: null, to: null, events: 0 }; if (!now.names.includes(one.text)) now.names.push(one.text); now.events += 1; found.set(name, now); } return paged([...found.values()].filter((each) => each.names.some((name) => folded(name).includes(folded(query.get('words'))))).sort((a, b) => b.events - a.events), query); }],
  ['GET', '/v1/codebook', 'read', ({ desk }) => desk.codebook],
  ['POST', '/v1/undo', 'review', ({ desk, body }) => undo(desk, body?.n)],
  ['GET', '/v1/journal', 'read', ({ desk, query }) => paged([...desk.journal].reverse().filter((each) => query.get('by_hand') !== 'true' || each.who !== 'tocsin').map(plain_row), query)],
  ['POST', '/v1/verify', 'admin', ({ desk }) => ({ ok: true, rows: desk.journal.length, reports: desk.reports.size, first_bad: null })],
  ['GET', '/v1/exports', 'read', ({ desk, query }) => file([...desk.events.values()].filter(matcher(desk, query)).map((each) => JSON.stringify(desk.row(each))).join('\n') + '\n', `tocsin.${query.get('format')}`)],
  ['GET', '/v1/sitreps', 'read', ({ desk, query }) => paged(desk.sitreps.map(({ sections, citations, ...row }) => row), query)],
  ['POST', '/v1/sitreps', 'write', ({ desk, body }) => ({ status: 201, body: build_sitrep(desk, body) })],
  ['GET', '/v1/sitreps/:id', 'read', ({ desk, id }) => desk.sitreps.find((each) => each.id === id) ?? missing()],
  ['GET', '/v1/sitreps/:id/file', 'read', ({ desk, id, query }) => { const found = desk.sitreps.find((each) => each.id === id) ?? missing(); return file(`# ${found.title}\n`, `${id}.${query.get('format')}`); }],
  ['GET', '/v1/feeds', 'read', ({ desk, query }) => paged(desk.feeds, query)],
  ['POST', '/v1/feeds', 'admin', ({ desk, body }) => { const feed = { id: `fd-${desk.feeds.length + 1}`, url: body.url, name: body.name ?? null, source: body.source ?? null, language: body.language ?? null, every_minutes: body.every_minutes ?? 60, is_on: true, last_fetch: null, last_new: null, last_error: null, reports: 0 }; desk.feeds.push(feed); return { status: 201, body: feed }; }],
  ['GET', '/v1/feeds/:id', 'read', ({ desk, id }) => tagged(desk, id, desk.feeds.find((each) => each.id === id) ?? missing())],
  ['PATCH', '/v1/feeds/:id', 'admin', ({ desk, id, body, request }) => { same_version(desk, request, id); return tagged(desk, id, Object.assign(desk.feeds.find((each) => each.id === id) ?? missing(), body)); }],
  ['DELETE', '/v1/feeds/:id', 'admin', ({ desk, id }) => { desk.feeds = desk.feeds.filter((each) => each.id !== id); return { status: 204 }; }],
  ['POST', '/v1/feeds/:id/fetch', 'write', () => { throw new Refusal(403, 'network_off', 'start the server with --allow-net'); }],
  ['GET', '/v1/sources', 'read', ({ desk, query }) => { const found = new Map(); for (const { report, record } of desk.reports.values()) { if (!report.source) continue; const now = found.get(report.source) ?? { name: report.source, reports: 0, events: 0, first: record.published, last: record.published, reliability: null, note: null, agreed: 0, contradicted: 0, ...desk.ratings.get(report.source) }; now.reports += 1; now.events += record.events.length; if (record.published < now.first) now.first = record.published; if (record.published > now.last) now.last = record.published; found.set(report.source, now); } for (const each of desk.incidents.values()) if (each.voices > 1) for (const name of new Set(each.claims.map((claim) => claim.source))) { if (!found.has(name)) continue; found.get(name)[each.disagreements.length ? 'contradicted' : 'agreed'] += 1; } return paged([...found.values()].sort((a, b) => b.reports - a.reports), query); }],
  ['PATCH', '/v1/sources/:id', 'review', ({ desk, id, body }) => { desk.ratings.set(id, { ...desk.ratings.get(id), ...body }); return ROUTES.find((each) => each[1] === '/v1/sources')[3]({ desk, query: new URLSearchParams('limit=1000') }).items.find((each) => each.name === id) ?? missing(); }],
  ['GET', '/v1/tokens', 'admin', ({ desk }) => page(desk.tokens)],
  ['POST', '/v1/tokens', 'admin', ({ desk, body }) => { const token = { id: `t-${desk.tokens.length + 1}`, name: body.name, scope: body.scope, created: new Date().toISOString(), expires: new Date(Date.now() + (body.expires_days ?? 90) * 86400000).toISOString(), last_used: null }; desk.tokens.push(token); return { status: 201, body: { ...token, token: 'tk_sample_sample_sample_sample_sample_sample_00000' } }; }],
  ['DELETE', '/v1/tokens/:id', 'admin', ({ desk, id }) => { desk.tokens = desk.tokens.filter((each) => each.id !== id); return { status: 204 }; }],
  ['GET', '/v1/backups', 'admin', ({ desk }) => page(desk.backups)],
  ['POST', '/v1/backups', 'admin', ({ desk }) => { const made = { name: `desk-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z.tocsin`, made: new Date().toISOString(), bytes: 1203200, sha256: '9f2c'.repeat(16) }; desk.backups.unshift(made); return { status: 201, body: made }; }],
  ['GET', '/v1/settings', 'read', ({ desk }) => tagged(desk, 'settings', desk.settings)],
  ['PATCH', '/v1/settings', 'admin', ({ desk, body, request }) => { same_version(desk, request, 'settings'); Object.assign(desk.settings, body); desk.changed('settings', 'settings', 'changed'); return tagged(desk, 'settings', desk.settings); }],
  ['POST', '/v1/session', 'none', ({ desk }) => ({ body: { scopes: desk.scopes, expires: null }, headers: { 'Set-Cookie': 'tocsin_session=sample; HttpOnly; SameSite=Strict; Path=/' } })],
  ['DELETE', '/v1/session', 'read', () => ({ status: 204 })],
].map(([method, path, scope, answer]) => ({ method, scope, answer, pattern: new RegExp(`^${path.replace(':id', '([^/]+)')}$`) }));

function stream(desk, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': open\n\n');
  const tell = (change) => response.write(`id: ${change.n}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
  desk.listeners.add(tell);
  response.on('close', () => desk.listeners.delete(tell));
}

async function body_of(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

async function answer(desk, request, response) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/v1/changes') return stream(desk, response);
  if (!url.pathname.startsWith('/v1/')) return asset(url.pathname, response);
  for (const route of ROUTES) {
    const found = route.method === request.method && route.pattern.exec(url.pathname);
    if (!found) continue;
    if (route.scope !== 'none' && !desk.scopes.includes(route.scope)) throw new Refusal(403, 'wrong_scope', `needs ${route.scope}`);
    const strange = unknown_parameter(request.method, url.pathname, url.searchParams);
    if (strange) throw new Refusal(400, 'bad_value', `${strange}: not a parameter of this address`, strange);
    const raw = request.method === 'GET' ? '' : await body_of(request);
    const body = request.headers['content-type'] === 'application/json' && raw ? JSON.parse(raw) : {};
    const result = route.answer({ desk, query: url.searchParams, id: found[1] && decodeURIComponent(found[1]), body, raw, request });
    return reply(response, result && (result.headers || result.status || result.raw !== undefined) ? result : { body: result });
  }
  throw new Refusal(404, 'not_found', url.pathname);
}

function reply(response, { status = 200, headers = {}, body, raw }) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(raw ?? (body === undefined ? '' : JSON.stringify(body)));
}

async function asset(path, response) {
  const name = normalize(path === '/' ? '/index.html' : decodeURIComponent(path)).replace(/^(\.\.[/\\])+/, '');
  try {
    const bytes = await readFile(join(DIST, name));
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
    response.end(bytes);
  } catch { response.writeHead(404).end(); }
}

/** Starts the stand-in. Returns: the server and its desk. */
export function start({ port = 0, many = 0, scopes = ['read', 'review', 'write', 'admin'] } = {}) {
  const desk = new Desk({ many });
  desk.scopes = scopes;
  const server = createServer((request, response) => {
    answer(desk, request, response).catch((error) => {
      const [status, code] = error instanceof Refusal ? [error.status, error.code] : error instanceof BadValue ? [400, 'bad_value'] : [500, 'internal'];
      if (status === 500) console.error(error);
      if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail: error.message, field: error.field }));
    });
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve({ server, desk, port: server.address().port })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name, otherwise) => { const at = process.argv.indexOf(name); return at < 0 ? otherwise : Number(process.argv[at + 1]); };
  const { port } = await start({ port: option('--port', 4173), many: option('--many', 0), scopes: process.argv.includes('--read-only') ? ['read'] : undefined });
  console.log(`http://127.0.0.1:${port}/`);
}
