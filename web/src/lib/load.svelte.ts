/** Something that is being fetched: the newest wish wins, what came before stays to be seen until then. */
import { message_of, desk } from './desk.svelte';

export class Load<T> {
  value = $state.raw<T | undefined>();
  error = $state('');
  busy = $state(false);
  private stop: AbortController | undefined;

  async run(fetch: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.stop?.abort();
    const stop = (this.stop = new AbortController());
    this.busy = true;
    try {
      const value = await fetch(stop.signal);
      if (stop.signal.aborted) return;
      this.value = value;
      this.error = '';
    } catch (error) {
      if (stop.signal.aborted || (error as Error).name === 'AbortError') return;
      if ((error as { status?: number }).status === 401) desk.signed_out = true;
      this.error = message_of(error);
    } finally {
      if (this.stop === stop) this.busy = false;
    }
  }
}
