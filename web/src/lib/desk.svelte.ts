/** What all screens share: the status of the desk, its codebook, what changed, notes to the user. */
import * as api from './api';
import { t } from './i18n.svelte';
import type { Change, Codebook, JournalRow, Rung, Scope, Status } from './types';

const ORDER: Scope[] = ['read', 'review', 'write', 'admin'];

export interface Note { n: number; text: string; kind: 'info' | 'error'; undo?: number | true }

class Desk {
  status = $state.raw<Status | null>(null);
  codebook = $state.raw<Codebook | null>(null);
  ladder = $state.raw<Rung[]>([]);
  open_alerts = $state(0);
  signed_out = $state(false);
  /** Whether the session is open (or none is needed): before that no screen asks for anything. */
  is_ready = $state(false);
  is_live = $state(false);
  /** Goes up when something changed on the desk; screens that read it load again. */
  version = $state(0);
  notes = $state<Note[]>([]);
  private last = 0;
  private started = false;

  may(scope: Scope): boolean { return this.status?.scopes.includes(scope) ?? ORDER.indexOf(scope) < 1; }

  async start() {
    await this.open_link();
    await this.refresh();
    this.is_ready = true;
    if (this.signed_out || this.started) return;
    this.started = true;
    api.get<Codebook>('/v1/codebook').then((book) => { this.codebook = book; }, () => {});
    this.listen();
  }

  /** The printed link carries its token behind the hash, where no server and no log sees it. */
  private async open_link() {
    const found = /^#token=([^&]+)/.exec(location.hash);
    if (!found) return;
    history.replaceState(null, '', '#/situation');
    dispatchEvent(new HashChangeEvent('hashchange'));
    await this.sign_in(decodeURIComponent(found[1]));
  }

  async sign_in(token: string) {
    await api.post('/v1/session', { token }).catch((error) => this.fail(error));
    this.signed_out = false;
    if (this.started) await this.refresh();
  }

  async refresh() {
    try {
      this.status = await api.get<Status>('/v1/status');
      this.open_alerts = this.status.counts.alerts ?? 0;
      this.signed_out = false;
    } catch (error) {
      if (error instanceof api.Problem && error.status === 401) this.signed_out = true;
      else this.fail(error);
    }
  }

  private listen() {
    const source = new EventSource('./v1/changes');
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.onopen = () => { this.is_live = true; };
    source.onerror = () => { this.is_live = false; };
    source.addEventListener('change', (message) => {
      this.last = (JSON.parse(message.data) as Change).n;
      clearTimeout(timer);
      timer = setTimeout(() => { this.changed(); }, 400);
    });
  }

  changed() { this.version += 1; void this.refresh(); }

  note(text: string, undo?: number | true) { this.push({ n: Date.now() + Math.random(), text, kind: 'info', undo }); }

  fail(error: unknown) {
    if ((error as Error)?.name === 'AbortError') return;
    if (error instanceof api.Problem && error.status === 401) { this.signed_out = true; return; }
    this.push({ n: Date.now() + Math.random(), text: message_of(error), kind: 'error' });
  }

  private push(note: Note) {
    this.notes = [...this.notes.slice(-2), note];
    setTimeout(() => this.dismiss(note.n), note.kind === 'error' ? 12000 : 8000);
  }

  dismiss(n: number) { this.notes = this.notes.filter((each) => each.n !== n); }

  /** Takes back row `n` of the journal, or the last decision by hand. */
  async undo(n?: number): Promise<boolean> {
    try {
      const done = await api.post<{ undone: JournalRow }>('/v1/undo', n ? { n } : {});
      this.note(t('undo.done', { what: row_words(done.undone) }));
      this.changed();
      return true;
    } catch (error) {
      if (error instanceof api.Problem && error.status === 404) this.note(t('undo.nothing'));
      else this.fail(error);
      return false;
    }
  }
}

export function row_words(row: JournalRow): string {
  const what = t(`action.${row.action}`);
  const on = row.event ?? row.report_id ?? row.after ?? '';
  return row.field ? `${what} · ${t(`field.${row.field}`)} · ${on}` : `${what} · ${on}`;
}

export function message_of(error: unknown): string {
  if (!(error instanceof api.Problem)) return String((error as Error)?.message ?? error);
  const known = t(`problem.${error.code}`);
  const words = known === `problem.${error.code}` ? t('problem.internal') : known;
  return error.detail ? `${words} (${error.detail})` : words;
}

export const desk = new Desk();
