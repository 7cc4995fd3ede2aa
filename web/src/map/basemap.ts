/** The ground of the map: coast and borders of Natural Earth (1:50 million), from the program itself. */
import type { FeatureCollection } from 'geojson';
import { feature, mesh } from 'topojson-client';
import countries_address from 'world-atlas/countries-50m.json?url';
import places_address from './places.json?url';

export interface Names {
  countries: [iso: string, lat: number, lon: number, area: number][];
  towns: [name: string, arabic: string, lat: number, lon: number, thousands: number][];
}

type Ring = GeoJSON.Position[];
/** A ring that crosses 180° east goes on beyond it: cut there, it would be drawn across the whole map. */
function unbroken(ring: Ring): Ring {
  let shift = 0;
  const out = ring.map(([lon, lat], i) => {
    if (i) shift -= 360 * Math.round((lon - ring[i - 1][0]) / 360);
    return [lon + shift, lat];
  });
  return shift ? ring : out;  // one around a pole does not close
}

function mend(collection: FeatureCollection): FeatureCollection {
  for (const { geometry } of collection.features) {
    if (geometry.type === 'Polygon') geometry.coordinates = geometry.coordinates.map(unbroken);
    if (geometry.type === 'MultiPolygon') geometry.coordinates = geometry.coordinates.map((polygon) => polygon.map(unbroken));
  }
  return collection;
}

export async function ground(): Promise<{ land: FeatureCollection; borders: GeoJSON.MultiLineString }> {
  const atlas = await (await fetch(countries_address)).json();
  return {
    land: mend(feature(atlas, atlas.objects.countries) as unknown as FeatureCollection),
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b) as GeoJSON.MultiLineString,
  };
}

export const names = async (): Promise<Names> => (await fetch(places_address)).json();
