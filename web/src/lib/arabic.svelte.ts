/** Arabic names of towns, and of the provinces that are called as a town in them: those that the map draws. They are
    fetched only where Arabic is read; until then, and for what is not among them, a name stays as the gazetteer has it. */
import places_address from '../map/places.json?url';
import { ui } from './i18n.svelte';

type Town = [arabic: string, lat: number, lon: number];
const NEAR = 2.5;  // degrees: within a province

const folded = (name: string) => name.normalize('NFD').replace(/[\u0300-\u036f\u2018\u2019'`]/g, '').toLowerCase();

class Towns {
  private table = $state.raw<Map<string, Town[]> | null>(null);
  private is_asked = false;

  private async fetch() {
    this.is_asked = true;
    try {
      const { towns } = await (await fetch(places_address)).json() as { towns: [string, string, number, number, number][] };
      const table = new Map<string, Town[]>();
      for (const [name, arabic, lat, lon] of towns) {
        if (!arabic) continue;
        const key = folded(name);
        table.set(key, [...(table.get(key) ?? []), [arabic, lat, lon]]);
      }
      this.table = table;
    } catch { /* the names stay as they are */ }
  }

  /** The name in Arabic: of the one town near the point, or of the only one so called. */
  name(name: string, lat?: number | null, lon?: number | null): string {
    if (ui.language !== 'ar' || !name) return name;
    if (!this.is_asked) void this.fetch();
    const found = this.table?.get(folded(name)) ?? [];
    const near = typeof lat === 'number' && typeof lon === 'number' ? found.filter((each) => Math.hypot(each[1] - lat, each[2] - lon) < NEAR) : found;
    return near.length === 1 ? near[0][0] : name;
  }
}
export const towns = new Towns();
