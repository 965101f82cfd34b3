import { expect, it } from 'vitest';
import { shorten } from './shorten.ts';

it.each([
  [' a\n  b\t', 'a b'],
  ['x'.repeat(120), 'x'.repeat(120)],
  ['x'.repeat(121), `${'x'.repeat(120)}…`],
])('%j as %j', (text, line) => expect(shorten(text)).toBe(line));
