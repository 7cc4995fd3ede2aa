// Assessments of the sample desk: an imitation with the shape of the real ones.
import { area_of } from './filter.js';
import { shift } from './desk.js';

export const LADDER = [['calm', 'Calm'], ['tension', 'Tension'], ['confrontation', 'Confrontation'], ['crisis', 'Crisis'], ['limited violence', 'Limited violence'], ['war', 'War']].map(([id, name]) => ({ id, name }));

const RULES = [
  ['bombardment', 'Shelling and air strikes', 'raises', 1.4, (event) => event.event === 'ASSAULT' && ['heavy-weapons', 'aerial', 'drone'].includes(event.mode) && event.reality === 'actual'],
  ['attack', 'Armed attacks', 'raises', 1.2, (event) => event.event === 'ASSAULT' && !['heavy-weapons', 'aerial', 'drone'].includes(event.mode) && event.reality === 'actual'],
  ['threat_of_force', 'Threat of force', 'raises', 0.9, (event) => event.event === 'THREATEN'],
  ['closure', 'Closure of roads, crossings or entrances', 'raises', 0.7, (event) => event.event === 'COERCE' && ['closure', 'siege'].includes(event.mode)],
  ['refusal', 'Demand or ultimatum refused', 'raises', 0.6, (event) => event.event === 'REJECT'],
  ['reinforcement', 'Reinforcement by state forces', 'raises', 0.6, (event) => event.event === 'MOBILIZE'],
  ['unrest', 'Protest and unrest', 'raises', 0.3, (event) => event.event === 'PROTEST'],
  ['talks', 'Negotiations', 'lowers', 0.5, (event) => event.event === 'CONSULT' && event.reality === 'actual'],
  ['release', 'Release of captives', 'lowers', 0.5, (event) => event.event === 'RETREAT' && event.mode === 'release' && event.reality === 'actual'],
];

export function as_of_of(desk) { return [...desk.events.values()].map((each) => each.event.date?.start).filter((day) => day && day <= '2024-03-25').sort().pop() ?? '2024-03-20'; }

function area_events(desk, as_of) {
  const areas = new Map();
  for (const each of desk.live()) {
    const area = area_of(each.event.location);
    const day = each.event.date?.start ?? desk.reports.get(each.report).record.published;
    if (!area || each.event.id.startsWith('load-') || day > as_of) continue;
    const found = areas.get(area.id) ?? { ...area, events: [] };
    found.events.push({ ...each, day });
    areas.set(area.id, found);
  }
  return areas;
}

function indicators(events, as_of) {
  const out = [];
  for (const [id, name, direction, base, fits] of RULES) {
    const evidence = events.filter((each) => fits(each.event)).map((each) => {
      const age = (Date.parse(as_of) - Date.parse(each.day)) / 86400000;
      return { event: each.event.id, incident: each.incident ?? null, report_id: each.report, start: each.event.trigger.start, end: each.event.trigger.end, sentence: each.event.sentence, date: each.day, weight: Number((base * 0.5 ** (age / 10)).toFixed(2)) };
    }).filter((each) => each.weight >= 0.1).sort((a, b) => b.weight - a.weight).slice(0, 6);
    if (evidence.length) out.push({ id, name, direction, weight: Number(evidence.reduce((sum, each) => sum + each.weight, 0).toFixed(2)), basis: 'Sample rule of the mock desk', evidence });
  }
  return out.sort((a, b) => b.weight - a.weight);
}

const points_of = (list) => list.reduce((sum, each) => sum + (each.direction === 'raises' ? each.weight : -each.weight), 0);
const level_of = (points) => LADDER[points > 6 ? 4 : points > 3.5 ? 3 : points > 1.8 ? 2 : points > 0.4 ? 1 : 0].id;

export function rows(desk, as_of) {
  return [...area_events(desk, as_of).values()].map((area) => {
    const now = points_of(indicators(area.events, as_of));
    const before = points_of(indicators(area.events.filter((each) => each.day <= shift(as_of, -7)), shift(as_of, -7)));
    const located = area.events.find((each) => each.event.location?.lat)?.event.location;
    return { area: area.id, name: area.name, as_of, level: level_of(now), trend: now > before + 0.5 ? 'up' : now < before - 0.5 ? 'down' : 'flat', probability: probability(area, now), happenings: in_window(area.events, as_of), incidents: new Set(area.events.map((each) => each.incident)).size, lat: located?.lat ?? null, lon: located?.lon ?? null, points: now };
  }).sort((a, b) => b.points - a.points).map(({ points, ...row }) => row);
}

function probability(area, points) {
  if (area.events.length < 12) return null;
  const p = 1 / (1 + Math.exp(2.2 - 0.25 * points));
  return { '7d': { p, low: p * 0.55, high: Math.min(0.98, p * 1.35 + 0.04) }, '30d': { p: Math.min(0.95, p * 1.4), low: p * 0.8, high: Math.min(0.99, p * 1.7 + 0.05) } };
}

/** How many happenings of the last 14 days an area's level stands on. */
const in_window = (events, as_of) => new Set(events.filter((each) => each.day > shift(as_of, -14)).map((each) => each.incident)).size;

export function assessment(desk, id, as_of) {
  const area = area_events(desk, as_of).get(id);
  if (!area) return null;
  const row = rows(desk, as_of).find((each) => each.area === id);
  const found = indicators(area.events, as_of);
  const series = Array.from({ length: 60 }, (_, i) => shift(as_of, i - 59)).map((day, i) => ({ day, observed: area.events.filter((each) => each.event.event === 'ASSAULT' && each.day === day).length, expected: 0.3 + 0.1 * Math.sin(i / 7), high: 2 }));
  const observed = series.slice(-7).reduce((sum, each) => sum + each.observed, 0);
  const has_history = area.events.length >= 12;
  return {
    area: id, name: area.name, as_of, level: row.level, trend: row.trend, indicators: found,
    baseline: has_history ? { days_of_history: 210, families: [
      { family: 'violence', observed, expected: 2.4, tail_probability: observed > 4 ? 0.012 : 0.3, change_point: '2024-03-12', series },
      { family: 'unrest', observed: 2, expected: 1.6, tail_probability: 0.42, change_point: null, series: series.map((each) => ({ ...each, observed: area.events.filter((one) => one.event.event === 'PROTEST' && one.day === each.day).length })) }] } : null,
    probability: row.probability, expected_deaths_30_days: has_history ? 11.4 : null, death_quantiles: has_history ? [[0.1, 2], [0.5, 8], [0.9, 31]] : [],
    track_record: has_history ? { forecasts: 182, hits: 31, false_alarms: 22, missed: 9, brier: 0.114 } : null,
    happenings: row.happenings,
    would_raise: ['fighting between armed groups (to limited violence)', 'a second deadly attack within the window (to limited violence)'], would_lower: ['the roads or crossings open again', 'talks are taken up again'],
    caveats: [...(row.happenings ? [] : ['no report tells of the area in these 14 days: this says that nothing was read, not that nothing happened']), ...(has_history ? [] : [`no history: no probability (the history holds ${area.events.length} acts of violence, a probability needs 12)`]), 'all evidence comes from 3 independent sources (9 reports)'],
    reasons: { text: `${area.name}, ${as_of}: ${row.level}`, value: Number(points_of(found).toFixed(2)), evidence: [], parts: found.map((each) => ({ text: `${each.name}: ${each.direction === 'raises' ? '+' : '-'}${each.weight} points (weight ${each.weight} × strength 1, half-life 14 days)`, value: each.direction === 'raises' ? each.weight : -each.weight, parts: [], evidence: each.evidence.slice(0, 3) })) },
  };
}
