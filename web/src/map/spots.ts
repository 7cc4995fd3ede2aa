/** The places of a desk as spots of the map; a desk has far fewer places than incidents. */
import type { MapPlaces } from '../lib/types';

// Pixels at zoom 0 of one kilometre on the equator, for circles of true size.
const PIXELS_PER_KM = 512 / 40075.016686;
// About ten metres: what the desk's own rounding may move a place by.
const NEAR = 1e-4;

/** `many` and `happened` count incidents, also over a group of spots. */
export function spots(places: MapPlaces): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.lat.map((lat, i) => ({
      type: 'Feature',
      properties: {
        at: i, many: places.incidents[i], happened: places.happened[i], radius: places.radius_km[i],
        id: places.incident[i], reality: places.reality[i], lat, lon: places.lon[i],  // the map's own are rounded to its tiles
        size: (places.radius_km[i] * PIXELS_PER_KM) / Math.max(0.05, Math.cos((lat * Math.PI) / 180)),
      },
      geometry: { type: 'Point', coordinates: [places.lon[i], lat] },
    })),
  };
}

/** The box that holds the given points, in the words of the filter: west, south, east, north. */
export function box_of(points: GeoJSON.Position[]): string {
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  return [Math.min(...lons) - NEAR, Math.min(...lats) - NEAR, Math.max(...lons) + NEAR, Math.max(...lats) + NEAR]
    .map((value) => value.toFixed(5)).join(',');
}
