// The words of the interface: both languages whole, every key that the code asks for present.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const table = (name) => JSON.parse(readFileSync(new URL(`../src/i18n/${name}.json`, import.meta.url), 'utf8'));
const [en, ar] = [table('en'), table('ar')];
const root = new URL('../src/', import.meta.url);
const sources = readdirSync(root, { recursive: true }).filter((name) => /\.(svelte|ts)$/.test(name)).map((name) => [name, readFileSync(new URL(name, root), 'utf8')]);

test('English and Arabic have the same keys, and none is empty', () => {
  assert.deepEqual(Object.keys(ar).sort(), Object.keys(en).sort());
  for (const words of [en, ar]) for (const [key, value] of Object.entries(words)) assert.ok(typeof value === 'string' ? value.trim() : Object.values(value).every((each) => each.trim()), key);
});

test('plural forms are those that each language needs', () => {
  for (const [language, words] of [['en', en], ['ar', ar]]) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, value] of Object.entries(words)) if (typeof value === 'object') for (const form of needed) assert.ok(value[form], `${language} ${key}: ${form}`);
  }
});

test('what stands in braces is the same in both languages', () => {
  const holes = (value) => [...new Set((typeof value === 'string' ? value : value.other).match(/\{\w+\}/g) ?? [])].sort();
  for (const key of Object.keys(en)) assert.deepEqual(holes(ar[key]), holes(en[key]), key);
});

test('every sentence of the engine has an Arabic one, with the same holes', () => {
  const [shapes, said] = [table('said.en'), table('said.ar')];
  assert.deepEqual(Object.keys(said), Object.keys(shapes));
  const holes = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const [key, shape] of Object.entries(shapes)) assert.deepEqual(holes(said[key]), holes(shape), key);
});

test('every key that the code names is there', () => {
  const missing = sources.flatMap(([name, text]) => [...text.matchAll(/\bt\('([^']+)'/g)].map((found) => found[1]).filter((key) => !(key in en)).map((key) => `${name}: ${key}`));
  assert.deepEqual(missing, []);
});

test('no screen carries words of its own', () => {
  const bare = sources.filter(([name]) => name.endsWith('.svelte')).flatMap(([name, text]) => {
    const markup = text.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '');
    return [...markup.matchAll(/ (?:placeholder|title|aria-label|alt)="([^"{]*[A-Za-z]{3,}[^"{]*)"/g)].map((found) => `${name}: ${found[1]}`).filter((each) => !each.endsWith('https://'));
  });
  assert.deepEqual(bare, []);
});
