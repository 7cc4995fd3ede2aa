/** The ground of the map: coast and borders of Natural Earth (1:50 million), from the program itself. */
import type { FeatureCollection } from 'geojson';
import { feature, mesh } from 'topojson-client';
import countries_address from 'world-atlas/countries-50m.json?url';
import places_address from './places.json?url';

export interface Names {
  countries: [iso: string, lat: number, lon: number, area: number][];
  towns: [name: string, arabic: string, lat: number, lon: number, thousands: number][];
}

export async function ground(): Promise<{ land: FeatureCollection; borders: GeoJSON.MultiLineString }> {
  const atlas = await (await fetch(countries_address)).json();
  return {
    land: feature(atlas, atlas.objects.countries) as unknown as FeatureCollection,
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b) as GeoJSON.MultiLineString,
  };
}

export const names = async (): Promise<Names> => (await fetch(places_address)).json();
