import { expect, it } from 'vitest';
import { labelsOf } from './platform-labels.ts';

const image = (imageId: string, platform: string, ...tags: string[]) => ({ imageId, platform, tags });

it.each([
  ['by platform', [image('b', 'linux/arm64', '1'), image('a', 'linux/amd64', '1')], ['a linux/amd64', 'b linux/arm64']],
  [
    'with tags where two are of one platform',
    [image('a', 'linux/amd64', '1', '2'), image('b', 'linux/arm64', '1'), image('c', 'linux/arm64', '2')],
    ['a linux/amd64', 'b linux/arm64 (1)', 'c linux/arm64 (2)'],
  ],
])('images are called %s', (_, images, expected) => {
  expect(labelsOf(images).map(({ value, label }) => `${value} ${label}`)).toEqual(expected);
});
