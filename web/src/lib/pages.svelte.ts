/** A list that is fetched page by page; with a limit of 0 all at once, where the address knows no pages. */
import * as api from './api';
import { Load } from './load.svelte';
import type { Page } from './types';

export class Pages<T, P extends Page<T> = Page<T>> {
  readonly load = new Load<P>();
  items = $state.raw<T[]>([]);
  next = $state<string | null>(null);
  total = $state(0);

  async first(path: string, query: URLSearchParams, limit = 50) {
    await this.load.run(async (signal) => {
      const page = await api.get<P>(path, with_paging(query, limit, null), signal);
      this.items = page.items;
      this.take(page);
      return page;
    });
  }

  async more(path: string, query: URLSearchParams, limit = 50) {
    await this.load.run(async (signal) => {
      const page = await api.get<P>(path, with_paging(query, limit, this.next), signal);
      this.items = [...this.items, ...page.items];
      this.take(page);
      return page;
    });
  }

  private take(page: P) {
    this.next = page.next;
    this.total = page.total;
  }
}

function with_paging(query: URLSearchParams, limit: number, cursor: string | null): URLSearchParams {
  const out = new URLSearchParams(query);
  if (limit) out.set('limit', String(limit));
  if (cursor) out.set('cursor', cursor);
  return out;
}
