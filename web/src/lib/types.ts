/** The shapes of docs/openapi.yaml, as far as the screens read them. */

export type Reality =
  | 'actual' | 'possible' | 'planned' | 'demanded' | 'threatened' | 'conditional' | 'denied';
export const REALITIES: Reality[] =
  ['actual', 'threatened', 'demanded', 'planned', 'possible', 'conditional', 'denied'];
export type Scope = 'read' | 'review' | 'write' | 'admin';
export type Review = 'open' | 'accepted' | 'rejected';
export type Trend = 'down' | 'flat' | 'up';

export interface Page<T> { items: T[]; next: string | null; total: number }

export interface Words { text: string; start: number; end: number }
export interface Mention extends Words { kind?: string; confidence?: number }
export interface ActorMention extends Mention {
  name?: string; id?: string | null; country?: string | null; sector?: string | null;
}
export interface Location {
  name: string | null; id?: string | null; lat: number | null; lon: number | null;
  country?: string | null; admin1?: string | null; admin2?: string | null; feature?: string | null;
  precision?: string | null; radius_km?: number | null; basis?: string | null;
  candidates?: { name: string; id: string; country?: string; admin1?: string; score: number }[];
}
export interface Count { min: number | null; max: number | null; text?: string; start?: number; end?: number }
export interface EventDate {
  start: string | null; end: string | null; precision: string; basis: string; evidence?: Words | null;
}
export interface TocsinEvent {
  id: string; event: string; mode: string | null; score: number; quad_code: number;
  cameo: string | null; acled: { event_type: string; sub_event_type: string } | null;
  reality: Reality; aspect: string; confidence: number; trigger: Words; sentence: Words;
  actor: ActorMention[]; recipient: ActorMention[]; source: ActorMention[];
  weapon: Mention[]; object: Mention[]; place: Mention[]; from: Mention[]; to: Mention[]; time: Mention[];
  location: Location | null; from_location: Location | null; to_location: Location | null;
  date: EventDate | null;
  killed: Count | null; injured: Count | null; detained: Count | null; displaced: Count | null;
  count: Count | null; links: { link: string; event: string }[];
}
export interface Diagnostic { code: string; message: string; start: number | null; end: number | null }
export interface ReportRecord {
  report_id: string; published: string | null; published_basis: string; language: string;
  source: string | null; title: string | null; url: string | null;
  sentences_read: number;
  events: TocsinEvent[]; mentions: Mention[]; diagnostics: Diagnostic[];
}
export interface Decision { event: string; review: Review; corrected: string[]; incident: string | null }
export interface ReportView {
  report: {
    id: string; text: string; title: string | null; url: string | null; source: string | null;
    author: string | null; captured: string; format: string | null; encoding: string | null;
    origin: string | null; raw_sha256: string | null;
  };
  record: ReportRecord; decisions: Decision[];
}
export interface ReportRow {
  id: string; title: string | null; source: string | null; language: string | null;
  published: string | null; captured: string; events: number; opening: string; is_coded: boolean;
}
export interface EventRow {
  id: string; report_id: string; event: string; mode: string | null; reality: Reality; confidence: number;
  start: string | null; end: string | null; published: string | null; language: string | null;
  source: string | null; place: string | null; actors: string[]; recipients: string[];
  sentence: string; trigger: Words; review: Review; is_corrected: boolean; incident: string | null;
}
export interface EventView {
  report_id: string; event: TocsinEvent; review: Review; corrected: string[]; incident: string | null;
  history: JournalRow[];
}
export interface Figure { low: number; best: number; high: number }
export interface Interval { start: string | null; end: string | null; precision?: string; basis?: string }
export interface Incident {
  id: string; type: string; mode: string | null; reality: Reality; date: Interval | null;
  location: Location | null;
  actors: { name: string; id: string | null; country: string | null; sector: string | null; side: 'actor' | 'recipient' }[];
  killed: Figure | null; injured: Figure | null; detained: Figure | null; displaced: Figure | null;
  confidence: number; score: number; voices: number; voice_groups: string[][];
  events: { event: string; report_id: string; type: string; mode: string | null; reality: Reality; start: number; end: number }[];
  disagreements: { field: string; versions: { value: string; events: string[] }[] }[];
}
export interface Claim {
  event: string; report_id: string; source: string | null; published: string | null; language: string | null;
  type: string; mode: string | null; reality: Reality; confidence: number;
  start: string | null; end: string | null; place: string | null; actors: string[]; recipients: string[];
  killed: Count | null; injured: Count | null; detained: Count | null; displaced: Count | null;
  sentence: Words; trigger: Words;
}
export interface IncidentView extends Incident {
  story: { published: string | null; reality: Reality; event: string }[];
  joins: { a: string; b: string; score: number; parts: Record<string, number> }[];
  claims: Claim[];
}
export interface MapPlaces {
  lat: number[]; lon: number[]; radius_km: number[]; place: (string | null)[]; incidents: number[]; happened: number[];
  incident: (string | null)[]; reality: (Reality | null)[]; unplaced: number;
}
export interface Counts {
  incidents: number; events: number; reports: number; all_incidents: number; unplaced: number; undated: number;
  types: Record<string, number>; realities: Partial<Record<Reality, number>>;
  areas: { id: string; name: string; incidents: number }[];
  days: { day: string; actual: number; other: number; killed?: number }[];
}
export interface Evidence {
  event?: string; incident?: string | null; report_id: string; start: number; end: number;
  sentence?: Words; date?: string | null; weight?: number;
}
export interface Indicator {
  id: string; name: string; direction: 'raises' | 'lowers'; weight: number; basis?: string; evidence: Evidence[];
}
export interface Reason { text: string; value?: number | null; parts: Reason[]; evidence: Evidence[] }
export interface Probability { p: number; low: number; high: number }
export interface Family {
  family: string; observed: number; expected: number; tail_probability: number; change_point?: string | null;
  series?: { day: string; observed: number; expected: number; high: number }[];
}
export interface Assessment {
  area: string; name?: string; as_of: string; level: string; trend: Trend; indicators: Indicator[];
  /** Happenings of the window that it stands on; with none the level says only that nothing was read. */
  happenings?: number;
  baseline: { days_of_history: number; families: Family[] } | null;
  probability: { '7d': Probability; '30d': Probability } | null;
  expected_deaths_30_days?: number | null; death_quantiles?: [number, number][];
  track_record?: { forecasts: number; hits: number; false_alarms: number; missed: number; brier: number } | null;
  would_raise: string[]; would_lower: string[]; caveats: string[]; reasons: Reason;
}
export interface AssessmentRow {
  area: string; name: string; as_of: string; level: string; trend: Trend; happenings?: number;
  probability: { '7d': Probability; '30d': Probability } | null;
  incidents: number; lat: number | null; lon: number | null;
}
export interface Rung { id: string; name: string }
export interface AssessmentPage extends Page<AssessmentRow> { ladder: Rung[] }
export interface Alert {
  id: string; area: string; name: string; at: string; as_of: string | null; level: string; before: string | null;
  text: string; state: 'open' | 'acknowledged'; acknowledged_by: string | null; acknowledged_at: string | null;
  why: string | null;
}
export interface Hit {
  kind: 'event' | 'report'; id: string; report_id: string; incident: string | null; title: string | null;
  source: string | null; published: string | null; language: string | null; event: string | null;
  mode: string | null; reality: Reality | null; snippet: string; marks: [number, number][];
}
export interface Place {
  id: string; name: string; names?: string[]; lat: number; lon: number; country: string | null;
  admin1: string | null; admin2?: string | null; feature?: string | null; population?: number | null;
  radius_km?: number; precision?: string;
}
export interface Actor {
  id: string; name: string; names?: string[]; country: string | null; sector: string | null;
  from: string | null; to: string | null; events: number;
}
export interface JournalRow {
  n: number; at: string; who: string; action: string; report_id?: string | null; event?: string | null;
  field?: string | null; before?: string | null; after?: string | null; why?: string | null;
  undoes?: number | null; undone?: boolean;
}
export interface SitrepRow { id: string; title: string; area: string | null; from: string; to: string; language: string; built: string }
export interface Sitrep extends SitrepRow {
  sections: { heading: string; paragraphs: { text: string; citations: number[] }[] }[];
  citations: { n: number; report_id: string; event: string | null; incident: string | null; source: string | null; published: string | null; sentence: string; start: number; end: number }[];
}
export interface Feed {
  id: string; url: string; name: string | null; source: string | null; language: string | null; every_minutes: number;
  is_on: boolean; last_fetch: string | null; last_new: number | null; last_error: string | null; reports: number;
}
export interface Source {
  name: string; reports: number; events: number; first: string | null; last: string | null;
  reliability: string | null; note: string | null; agreed?: number; contradicted?: number;
}
export interface Token {
  id: string; name: string; scope: Scope; created: string; expires: string | null; last_used: string | null; token?: string;
}
export interface Backup { name: string; made: string; bytes: number; sha256: string }
export interface Settings { desk_name?: string; alert_from_level?: string; alert_on_rise?: boolean; home_area?: string | null }
export interface Codebook {
  types: { id: string; quad: number; definition: string; labels?: Record<string, string>;
    modes: { id: string; definition?: string | null; score?: number; cameo?: string | null; labels?: Record<string, string> }[] }[];
}
export interface Status {
  version: string; desk: string; model: string | null; scopes: Scope[]; network: boolean; languages: string[];
  read_formats: string[]; export_formats: string[]; sitrep_formats: string[];
  counts: Record<string, number>; as_of: string | null;
}
export interface Change { n: number; kind: string; id: string; what: string }
