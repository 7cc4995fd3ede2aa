/** Decisions over events, as several screens take them. */
import * as api from './api';
import { desk } from './desk.svelte';
import { t } from './i18n.svelte';
import type { EventView } from './types';

/** Accepts or rejects; says so with a way back. Returns: the event as it then stands, nothing where it failed. */
export async function decide(event: string, decision: 'accept' | 'reject'): Promise<EventView | undefined> {
  const path = `/v1/events/${api.part(event)}`;
  try {
    const { etag } = await api.get_tagged<EventView>(path);
    const view = await api.post<EventView>(`${path}/review`, { decision }, { etag });
    desk.note(t(`decided.${decision}`, { what: event }), true);
    desk.version += 1;
    return view;
  } catch (error) { desk.fail(error); return undefined; }
}

export async function split(event: string, from: string): Promise<string[] | undefined> {
  try {
    const done = await api.post<{ incidents: string[]; n: number }>('/v1/splits', { event, from });
    desk.note(t('split.done'), done.n);
    desk.version += 1;
    return done.incidents;
  } catch (error) { desk.fail(error); return undefined; }
}
