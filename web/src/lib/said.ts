/** What the engine says of an area it says in English sentences of known shapes. Here each is known again by its shape
    and said in the reader's language; a sentence of no known shape stays as it is. */
import ar from '../i18n/said.ar.json';
import en from '../i18n/said.en.json';
import english from '../i18n/en.json';
import { towns } from './arabic.svelte';
import { day, number } from './format';
import { t, t_or, ui } from './i18n.svelte';

const TABLES: Record<string, Record<string, string>> = { ar };
const KINDS: Record<string, string> = { day: '\\d{4}-\\d\\d-\\d\\d', level: '[a-z ]+', before: '[a-z ]+', trend: '[a-z]+', family: '[a-z ]+', n: '[-+\\d.]+', a: '[-+\\d.]+', b: '[-+\\d.]+', c: '[-+\\d.]+' };
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** "{n} act[s] of violence" as a pattern with a group for each hole. */
function pattern_of(shape: string): RegExp {
  const parts = shape.split(/(\{\w+\}|\[s\])/).map((part) => (part === '[s]' ? 's?' : /^\{/.test(part) ? `(?<${part.slice(1, -1)}>${KINDS[part.slice(1, -1)] ?? '.+?'})` : escaped(part)));
  return new RegExp(`^${parts.join('')}$`);
}
let shapes: [key: string, pattern: RegExp][] | undefined;
let indicators: Map<string, string> | undefined;  // English name to id

function name_of_indicator(name: string): string {
  indicators ??= new Map(Object.entries(english).filter(([key]) => key.startsWith('indicator.')).map(([key, words]) => [words as string, key]));
  const key = indicators.get(name);
  return key ? t(key) : name;
}

/** Names parted by commas, some of which hold commas themselves. */
function names_of_indicators(list: string): string {
  const parts = list.split(', ');
  const out: string[] = [];
  for (let from = 0; from < parts.length;) {
    let to = parts.length;
    while (to > from + 1 && name_of_indicator(parts.slice(from, to).join(', ')) === parts.slice(from, to).join(', ')) to -= 1;
    out.push(name_of_indicator(parts.slice(from, to).join(', ')));
    from = to;
  }
  return out.join(t('comma'));
}

function hole(name: string, value: string): string {
  if (name === 'said') return said(value);
  if (name === 'day') return day(value);
  if (name === 'level' || name === 'before') return t_or(`level.${value}`, value);
  if (name === 'trend' || name === 'family') return t_or(`${name}.${value}`, value);
  if (name === 'indicator') return name_of_indicator(value);
  if (name === 'indicators') return names_of_indicators(value);
  if (name === 'ids') return value.split(', ').map((id) => t_or(`indicator.${id}`, id)).join(t('comma'));
  if (name === 'words') return `\u2068${towns.name(value)}\u2069`;
  const figure = /^\+?-?\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  return Number.isNaN(figure) ? value : (value.startsWith('+') ? '+' : '') + number(figure, 2);
}

/** The shape that a sentence has; nothing where it has none that is known. */
export function shape_of(sentence: string): { key: string; values: Record<string, string> } | undefined {
  shapes ??= Object.entries(en as Record<string, string>).map(([key, shape]) => [key, pattern_of(shape)]);
  for (const [key, pattern] of shapes) {
    const found = pattern.exec(sentence);
    if (found) return { key, values: found.groups ?? {} };
  }
  return undefined;
}

export function said(sentence: string): string {
  const words = TABLES[ui.language];
  const found = words && shape_of(sentence);
  if (!found || !words[found.key]) return sentence;
  // The mark says which way the sentence runs, whatever name it begins with.
  return (ui.info.dir === 'rtl' ? '\u200f' : '') + words[found.key].replace(/\{(\w+)\}/g, (whole, name) => (found.values[name] === undefined ? whole : hole(name, found.values[name])));
}

/** Whether an area's level stands on nothing: no report of these days tells of it, which is not the same as calm. */
export function is_unread(of: { happenings?: number; caveats?: string[] }): boolean {
  return of.happenings === 0 || (of.caveats ?? []).some((each) => shape_of(each)?.key === 'none_read');
}
