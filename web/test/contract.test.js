// The contract: every operation has an example that fits its schema, and the sample desk answers in the same shapes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { start } from '../mock/server.js';

const contract = parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8'), { merge: true, maxAliasCount: -1 });
const VERBS = ['get', 'post', 'patch', 'put', 'delete'];
const operations = Object.entries(contract.paths).flatMap(([path, item]) => VERBS.filter((verb) => item[verb]).map((verb) => ({ path, verb, operation: item[verb] })));
const resolve = (schema) => (schema?.$ref ? resolve(schema.$ref.split('/').slice(1).reduce((at, key) => at[key], contract)) : schema);

/** What does not fit, as a list of sentences; knows as much of JSON Schema as the contract uses. */
function faults(given, value, where = '') {
  const schema = resolve(given);
  if (!schema) return [];
  if (schema.allOf) return schema.allOf.flatMap((each) => faults(each, value, where));
  if (schema.enum && !schema.enum.includes(value)) return [`${where}: ${JSON.stringify(value)} is none of ${schema.enum}`];
  const types = schema.type === undefined ? [] : [].concat(schema.type);
  const is = { null: value === null, array: Array.isArray(value), object: value !== null && typeof value === 'object' && !Array.isArray(value), string: typeof value === 'string', boolean: typeof value === 'boolean', number: typeof value === 'number', integer: Number.isInteger(value) };
  if (types.length && !types.some((each) => is[each])) return [`${where}: ${JSON.stringify(value)?.slice(0, 60)} is no ${types}`];
  if (is.array) return value.flatMap((each, i) => faults(schema.items, each, `${where}[${i}]`));
  if (!is.object) return [];
  const lacking = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${where}: no ${key}`);
  const unknown = schema.additionalProperties === false ? Object.keys(value).filter((key) => !(key in schema.properties)).map((key) => `${where}: unknown ${key}`) : [];
  return [...lacking, ...unknown, ...Object.entries(schema.properties ?? {}).flatMap(([key, each]) => (key in value ? faults(each, value[key], `${where}.${key}`) : []))];
}

let desk;
before(async () => { desk = await start(); });
after(() => desk.server.close());

test('every operation names its scope, its errors and an example of each answer', () => {
  assert.ok(operations.length > 50);
  for (const { path, verb, operation } of operations) {
    assert.ok(['none', 'read', 'review', 'write', 'admin'].includes(operation['x-scope']), `${verb} ${path}: scope`);
    assert.ok(operation.responses.default, `${verb} ${path}: errors`);
    for (const [status, answer] of Object.entries(operation.responses)) for (const media of Object.values(resolve(answer).content ?? {})) assert.ok('example' in media, `${verb} ${path} ${status}: example`);
    for (const media of Object.values(operation.requestBody?.content ?? {})) assert.ok('example' in media, `${verb} ${path}: example of the body`);
  }
});

test('every example fits its schema', () => {
  const found = operations.flatMap(({ path, verb, operation }) => [...Object.values(operation.responses), operation.requestBody].filter(Boolean)
    .flatMap((part) => Object.values(resolve(part).content ?? {}).flatMap((media) => faults(media.schema, media.example, `${verb} ${path}`))));
  assert.deepEqual(found, []);
});

test('the sample desk answers every reading operation in the shape of the contract', async () => {
  const base = `http://127.0.0.1:${desk.port}`;
  const first = async (path, key = 'id') => (await (await fetch(`${base}${path}`)).json()).items[0][key];
  const ids = { report: await first('/v1/reports'), event: await first('/v1/events'), incident: await first('/v1/incidents'), area: await first('/v1/assessments', 'area'), place: 'geonames:169341', feed: 'fd-1' };
  const left_out = ['/v1/changes', '/v1/openapi.yaml'];
  let asked = 0;
  for (const { path, verb, operation } of operations) {
    const media = resolve(operation.responses['200'])?.content?.['application/json'];
    if (verb !== 'get' || !media || left_out.includes(path)) continue;
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]);
    if (names.some((name) => !ids[name])) continue;
    const response = await fetch(base + path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(ids[name])));
    assert.equal(response.status, 200, path);
    assert.deepEqual(faults(media.schema, await response.json(), path), []);
    asked += 1;
  }
  assert.ok(asked >= 20, `${asked} asked`);
});

test('a wrong value is refused with a problem that names the field', async () => {
  const response = await fetch(`http://127.0.0.1:${desk.port}/v1/incidents?from=2024-13-01`);
  assert.equal(response.status, 400);
  const problem = await response.json();
  assert.deepEqual(faults({ $ref: '#/components/schemas/Problem' }, problem), []);
  assert.equal(problem.field, 'from');
});
