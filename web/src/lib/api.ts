/** The HTTP API: one function a verb. Cookies carry the session; `X-Tocsin` marks our own writes. */

export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, readonly detail: string, readonly field?: string) {
    super(detail || code);
  }
}

export type Query = Record<string, string | number | boolean | string[] | null | undefined>;

export function search_of(query?: Query | URLSearchParams): string {
  if (!query) return '';
  if (query instanceof URLSearchParams) return query.size ? `?${query}` : '';
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value)) value.forEach((each) => out.append(key, each));
    else out.set(key, String(value));
  }
  return out.size ? `?${out}` : '';
}

/** An id as a part of an address: ids of events hold slashes. */
export const part = (id: string) => encodeURIComponent(id);

interface Options { signal?: AbortSignal; etag?: string; query?: Query | URLSearchParams; key?: string }

async function send(method: string, path: string, body: BodyInit | undefined, type: string | undefined, options: Options) {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Tocsin': '1' };
  if (type) headers['Content-Type'] = type;
  if (options.etag) headers['If-Match'] = options.etag;
  if (options.key) headers['Idempotency-Key'] = options.key;
  let response: Response;
  try {
    response = await fetch(`.${path}${search_of(options.query)}`, {
      method, headers, body, signal: options.signal, credentials: 'same-origin', cache: 'no-cache',
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Problem(0, 'unreachable', '');
  }
  if (!response.ok) throw await problem_of(response);
  return response;
}

async function problem_of(response: Response): Promise<Problem> {
  try {
    const body = await response.json();
    return new Problem(response.status, body.code ?? 'internal', body.detail ?? body.title ?? '', body.field);
  } catch {
    return new Problem(response.status, 'internal', response.statusText);
  }
}

export async function get<T>(path: string, query?: Query | URLSearchParams, signal?: AbortSignal): Promise<T> {
  return (await send('GET', path, undefined, undefined, { query, signal })).json();
}

/** The thing and the ETag that a change of it has to name. */
export async function get_tagged<T>(path: string, signal?: AbortSignal): Promise<{ value: T; etag: string }> {
  const response = await send('GET', path, undefined, undefined, { signal });
  return { value: await response.json(), etag: response.headers.get('ETag') ?? '' };
}

export async function post<T>(path: string, body: unknown = {}, options: Options = {}): Promise<T> {
  const response = await send('POST', path, JSON.stringify(body), 'application/json',
    { key: crypto.randomUUID?.(), ...options });
  return response.status === 204 ? (undefined as T) : response.json();
}

export async function patch<T>(path: string, body: unknown, etag?: string): Promise<T> {
  return (await send('PATCH', path, JSON.stringify(body), 'application/json', { etag })).json();
}

export async function remove(path: string): Promise<void> {
  await send('DELETE', path, undefined, undefined, {});
}

export async function upload<T>(path: string, file: Blob, query: Query): Promise<T> {
  return (await send('POST', path, file, 'application/octet-stream', { query })).json();
}
