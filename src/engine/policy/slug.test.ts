import { expect, it } from 'vitest';
import { slugOf, uniqueSlugs } from './slug.ts';

it.each([
  ['No root', 'no-root'],
  ['  --A  & B--', 'a-b'],
  ['über', 'ber'],
  ['!', 'x'],
  ['', 'x'],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('%j as %s', (text, slug) => expect(slugOf(text)).toBe(slug));

it('tells apart what is the same, within the length', () => {
  const long = 'a'.repeat(64);
  expect(uniqueSlugs(['a', 'a', 'a-2', 'a'])).toEqual(['a', 'a-2', 'a-2-2', 'a-3']);
  expect(uniqueSlugs([long, long])).toEqual([long, `${'a'.repeat(60)}-2`]);
});
