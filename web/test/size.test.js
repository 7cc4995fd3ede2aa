// What a browser has to fetch first stays small.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const packed = (name) => gzipSync(readFileSync(new URL(name, dist))).length;
const html = readFileSync(new URL('index.html', dist), 'utf8');

test('the first load is at most 200 kB, and all of it with the map at most 1.5 MB, compressed', () => {
  const first = ['index.html', ...[...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((found) => found[1])].reduce((sum, name) => sum + packed(name), 0);
  const all = packed('index.html') + readdirSync(new URL('assets/', dist)).reduce((sum, name) => sum + packed(`assets/${name}`), 0);
  assert.ok(first <= 200e3, `${first}`);
  assert.ok(all <= 1.5e6, `${all}`);
});

test('the page holds no script and no style of its own, and names no other site', () => {
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|style=|https?:\/\//);
});
