import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeJson } from './write-json.ts';

const write = (value: unknown) => [...writeJson(value)].join('');

it('writes what JSON.stringify writes, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(write(value)).toBe(JSON.stringify(value, undefined, 2));
      const long = { list: Array.from({ length: 20 }, () => value), nothing: undefined };
      expect(write(long)).toBe(JSON.stringify(long, undefined, 2));
    }),
  );
});

it('takes iterables for lists, at any depth, and asks for a member when its turn comes', () => {
  const asked: number[] = [];
  function* numbers() {
    for (const number of [1, 2, 3]) {
      asked.push(number);
      yield { number };
    }
  }
  const pieces = writeJson({ a: [{ b: numbers(), none: [].values() }] });
  let text = '';
  while (!text.includes('"number": 1')) text += pieces.next().value;
  expect(asked).toEqual([1]);
  text += [...pieces].join('');
  expect(text).toBe(
    JSON.stringify({ a: [{ b: [{ number: 1 }, { number: 2 }, { number: 3 }], none: [] }] }, undefined, 2),
  );
});

it('writes no halves of surrogate pairs', () => {
  expect(JSON.parse(write({ a: 'x\ud800y', b: '\\ud800', c: '\u{1f600}' }))).toEqual({
    a: 'x\ufffdy',
    b: '\\ud800',
    c: '\u{1f600}',
  });
});
