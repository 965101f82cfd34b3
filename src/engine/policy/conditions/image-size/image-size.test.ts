import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { imageSize } from './image-size.ts';

it.each([
  [500_000_000, false],
  [500_000_001, 'the image has 500 MB: leave out what is not needed to run it'],
  [1_200_000_000, 'the image has 1200 MB: leave out what is not needed to run it'],
])('image-size: %s of 500 MB: %s', (size, expected) => {
  expect(ask('image-size', { megabytes: 500 }, imageSubject({}, { size }))).toBe(expected);
});

it('says what it asks for', () => expect(imageSize.describe({ megabytes: 500 })).toBe('image of more than 500 MB'));
