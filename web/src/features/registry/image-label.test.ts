import { expect, it } from 'vitest';
import { imageLabel, splitLabel } from './image-label.ts';

const manifestDigest = `sha256:${'ab'.repeat(32)}`;
const repository = 'registry.example/team/app';

it.each([
  [['v1'], false, 'registry.example/team/app:v1'],
  [['v1', 'latest'], true, 'v1, latest'],
  [['1', '2', '3', '4', '5'], true, '1, 2, 3 +2'],
  [[], true, '@abababababab'],
  [[], false, 'registry.example/team/app@abababababab'],
])('%j, short: %s', (tags, isShort, label) => {
  expect(imageLabel({ repository, tags, manifestDigest }, isShort)).toBe(label);
});

it('sets the host apart from the name', () => {
  expect(splitLabel('r.example:5000/team/app:1', false)).toEqual({ registry: 'r.example:5000', name: 'team/app:1' });
  expect(splitLabel('upload:/a.tar:team/app:1', false)).toEqual({
    registry: 'uploaded archive',
    name: 'a.tar:team/app:1',
  });
  expect(splitLabel('1.0, latest', true)).toEqual({ name: '1.0, latest' });
});
