/** Incidents of one place are one spot of the map: a desk has far fewer places than incidents. */
import type { MapColumns } from '../lib/types';

export interface Spot { lon: number; lat: number; ids: string[]; happened: number; radius: number; reality: string }

// Pixels at zoom 0 of one kilometre on the equator, for circles of true size.
const PIXELS_PER_KM = 512 / 40075.016686;

export function spots_of(columns: MapColumns | undefined): Spot[] {
  const all: Spot[] = [];
  const by_place = new Map<number, Map<number, Spot>>();
  for (let i = 0; i < (columns?.id.length ?? 0); i += 1) {
    const [lon, lat, reality] = [columns!.lon[i], columns!.lat[i], columns!.realities[columns!.reality[i]]];
    let row = by_place.get(lat);
    if (!row) by_place.set(lat, row = new Map());
    let spot = row.get(lon);
    if (!spot) {
      row.set(lon, spot = { lon, lat, ids: [], happened: 0, radius: 0, reality });
      all.push(spot);
    }
    spot.ids.push(columns!.id[i]);
    if (reality === 'actual') spot.happened += 1;
    spot.radius = Math.max(spot.radius, columns!.radius_km[i]);
  }
  return all;
}

/** `at` is the spot's number; `many` and `happened` count incidents, also over a group of spots. */
export function features_of(spots: Spot[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: spots.map((spot, at) => ({
      type: 'Feature',
      properties: {
        at, many: spot.ids.length, happened: spot.happened, radius: spot.radius, reality: spot.reality,
        size: (spot.radius * PIXELS_PER_KM) / Math.max(0.05, Math.cos((spot.lat * Math.PI) / 180)),
      },
      geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] },
    })),
  };
}
