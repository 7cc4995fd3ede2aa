// Texts cut at their spans: offsets count code points, whatever a character takes inside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../src/lib/text.ts', import.meta.url), 'utf8');
const { code } = await transformWithOxc(source, 'text.ts');
const { cut, within } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const span = (start, end, key = 'k') => ({ start, end, key, role: 'actor', event: 'e' });

test('pieces put together are the text', () => {
  const text = 'قُتل 🙂 three soldiers';
  assert.equal(cut(text, [span(5, 6), span(7, 12), span(0, 4)]).map((piece) => piece.text).join(''), text);
});

test('an offset behind a character outside the basic plane still meets its word', () => {
  const pieces = cut('🙂🙂 shelled the town', [span(3, 10)]);
  assert.equal(pieces.find((piece) => piece.spans.length).text, 'shelled');
});

test('spans that overlap share the piece that both cover', () => {
  const shared = cut('two soldiers of the army', [span(0, 12, 'a'), span(4, 24, 'b')]).find((piece) => piece.spans.length === 2);
  assert.equal(shared.text, 'soldiers');
});

test('a span that lies outside the text marks nothing', () => {
  assert.ok(cut('short', [span(2, 99), span(4, 4)]).every((piece) => !piece.spans.length));
});

test('spans are moved into a sentence, and those outside are left out', () => {
  assert.deepEqual(within([span(10, 14), span(2, 5)], 8, 30).map((each) => [each.start, each.end]), [[2, 6]]);
});
