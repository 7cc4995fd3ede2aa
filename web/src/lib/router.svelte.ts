/** The address: `#/screen/id?query`. Every state of a screen that is worth sharing stands in it. */

export interface Route { screen: string; id: string; query: URLSearchParams }

function read(): Route {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
  const [screen = '', ...rest] = path.split('/');
  let id = rest.join('/');
  try { id = decodeURIComponent(id); } catch { /* kept as it is */ }
  return { screen: screen || 'situation', id, query: new URLSearchParams(query) };
}

class Router {
  current = $state.raw<Route>(read());
  constructor() { addEventListener('hashchange', () => { this.current = read(); }); }

  go(screen: string, id = '', query?: URLSearchParams) { location.hash = href(screen, id, query); }

  /** Changes the query where one is; with `replace` no step is added to the history. */
  set_query(query: URLSearchParams, replace = false) {
    const address = href(this.current.screen, this.current.id, query);
    if (address === location.hash) return;
    if (!replace) { location.hash = address; return; }
    history.replaceState(null, '', address);
    this.current = read();
  }
}

export function href(screen: string, id = '', query?: URLSearchParams): string {
  const tail = query && query.size ? `?${query}` : '';
  return `#/${screen}${id ? `/${encodeURIComponent(id)}` : ''}${tail}`;
}

export const router = new Router();
