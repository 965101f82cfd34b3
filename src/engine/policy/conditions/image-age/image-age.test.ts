import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { imageAge } from './image-age.ts';

it.each([
  ['as old', '2026-03-17T12:00:00Z', 'the image was made 90 days ago: build it anew'],
  ['younger', '2026-03-17T12:00:01Z', false],
  ['older', '2014-01-01T00:00:00Z', 'the image was made 4548 days ago: build it anew'],
  ['of no time', 'yesterday', false],
  ['as reproducible builds say', '1970-01-01T00:00:00Z', false],
  ['as buildpacks say', '1980-01-01T00:00:01Z', false],
  ['as Docker says where it is not known', '0001-01-01T00:00:00Z', false],
])('image-age: %s', (_, created, expected) => {
  expect(ask('image-age', { days: 90 }, imageSubject({ created }))).toBe(expected);
});

it('what does not say when it was made does not meet it', () => {
  expect(ask('image-age', { days: 1 }, imageSubject({}))).toBe(false);
});

it('looks at the clock, and says so', () => {
  expect(imageAge.looksAtClock?.({ days: 90 })).toBe(true);
  expect(imageAge.describe({ days: 90 })).toBe('image at least 90 days old');
});
