import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBoundedJson } from './bounded-json.ts';

const bounds = { maxBytes: 1000, maxValues: 20, maxDepth: 4 };
const parse = (text: string, changes: Partial<typeof bounds> = {}) =>
  parseBoundedJson(Buffer.from(text), { ...bounds, ...changes });

describe('bounded JSON', () => {
  it.each([
    ['an object', '{"a":[1,"x",null]}', { a: [1, 'x', null] }],
    [
      'a string that looks like structure',
      '["[[[[[[,,,,,:::", "\\\\", "\\"{{{{{"]',
      ['[[[[[[,,,,,:::', '\\', '"{{{{{'],
    ],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
  ])('reads %s', (_, text, value) => {
    expect(parse(text)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['too many bytes', `"${'a'.repeat(1000)}"`, /more than the 1000 that are read/],
    ['too deep', '[[[[[1]]]]]', /more than 4 deep/],
    ['too many members', `[${'1,'.repeat(30)}1]`, /more than 20 values/],
    ['too many empty objects', `[${'{},'.repeat(15)}{}]`, /more than 20 values/],
    ['no JSON', '{a:1}', /not JSON/],
    ['an early end', '{"a":"b', /not JSON/],
    ['nothing', '', /not JSON/],
    ['an escape at the end', '"\\', /not JSON/],
  ])('refuses %s', (_, text, reason) => {
    expect(parse(text)).toMatchObject({ kind: 'fault', reason: expect.stringMatching(reason) });
  });

  it('reads whatever JSON keeps the bounds as JSON.parse does', () => {
    const wide = { maxBytes: 1e6, maxValues: 1e5, maxDepth: 100 };
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parse(text, wide)).toEqual({ kind: 'value', value: JSON.parse(text) });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseBoundedJson(bytes, bounds)));
  });
});
