/** The one filter, in the words of the command line, as it stands in an address. */

export const FILTER_KEYS = ['words', 'from', 'to', 'date_kind', 'area', 'bbox', 'near', 'type', 'actor', 'reality',
  'min_confidence', 'lang', 'report', 'source', 'review'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

export function filter_of(query: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams();
  for (const key of FILTER_KEYS) for (const value of query.getAll(key)) if (value) out.append(key, value);
  return out;
}

/** The query with one key set anew; an empty list takes it away. */
export function with_key(query: URLSearchParams, key: string, ...values: string[]): URLSearchParams {
  const out = new URLSearchParams(query);
  out.delete(key);
  for (const value of values) if (value) out.append(key, value);
  return out;
}

export function without_filter(query: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams(query);
  for (const key of FILTER_KEYS) out.delete(key);
  return out;
}
