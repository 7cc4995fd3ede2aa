/** The words of the interface. Each language is one file of data; what it lacks is shown in English. */
import ar from '../i18n/ar.json';
import codebook_ar from '../i18n/codebook.ar.json';
import en from '../i18n/en.json';

type Entry = string | Record<string, string>;
const TABLES: Record<string, Record<string, Entry>> = { en, ar } as never;
export const LANGUAGES = [
  { id: 'en', name: 'English', dir: 'ltr', locale: 'en-GB' },
  { id: 'ar', name: 'العربية', dir: 'rtl', locale: 'ar-u-ca-gregory' },
] as const;

function stored(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
export function store(key: string, value: string) {
  try { localStorage.setItem(key, value); } catch { /* a browser without storage forgets */ }
}

class Interface {
  language = $state(stored('tocsin.language') ?? (navigator.language.startsWith('ar') ? 'ar' : 'en'));
  digits = $state(stored('tocsin.digits') ?? 'auto');
  theme = $state(stored('tocsin.theme') ?? 'auto');
  info = $derived(LANGUAGES.find((each) => each.id === this.language) ?? LANGUAGES[0]);
  locale = $derived(this.digits === 'latn' ? new Intl.Locale(this.info.locale, { numberingSystem: 'latn' }).toString() : this.info.locale);
}
export const ui = new Interface();

function fill(text: string, values?: Record<string, unknown>): string {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(ui.locale).format(value) : String(value);
  });
}

/** The words for `key`; plural forms are chosen by the value `n`. */
export function t(key: string, values?: Record<string, unknown>): string {
  const entry = TABLES[ui.language]?.[key] ?? TABLES.en[key];
  if (entry === undefined) return key;
  if (typeof entry === 'string') return fill(entry, values);
  const form = new Intl.PluralRules(ui.info.locale).select(Number(values?.n ?? 0));
  return fill(entry[form] ?? entry.other, values);
}

/** The words for `key` where there are any, or else what is given. */
export function t_or(key: string, otherwise: string): string {
  const entry = TABLES[ui.language]?.[key] ?? TABLES.en[key];
  return typeof entry === 'string' ? entry : otherwise;
}

const DEFINITIONS: Record<string, Record<string, string>> = { ar: codebook_ar };
/** What the codebook or the indicators say in English, in the reader's language: "ASSAULT", "ASSAULT:clash", "indicator.siege". */
export const defined = (key: string, english: string | null | undefined): string => DEFINITIONS[ui.language]?.[key] ?? english ?? '';

export function event_name(type: string, mode?: string | null): string {
  const name = t_or(`type.${type}`, type);
  return mode ? `${name} · ${t_or(`mode.${mode}`, mode)}` : name;
}
