import { describe, expect, it } from 'vitest';
import { isBuiltOn, markBaseLayers } from './base-image.ts';
import type { Digest } from './digest.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}` as Digest;
const [a, b, c] = [digest('a'), digest('b'), digest('c')];

describe('isBuiltOn', () => {
  it.each([
    ['the lowest layers', [a, b, c], [a, b], true],
    ['all layers', [a, b], [a, b], true],
    ['another order', [a, b, c], [b, a], false],
    ['layers further up', [a, b, c], [b, c], false],
    ['more layers', [a], [a, b], false],
    ['an image without layers', [a], [], false],
  ])('%s: %j on %j', (_name, layers, base, expected) => {
    expect(isBuiltOn(layers, base)).toBe(expected);
  });
});

describe('markBaseLayers', () => {
  const layers = [a, b].map((diffId, index) => ({ index, digest: diffId, diffId, size: 1, mediaType: 'x' }));

  it('says of each layer whether the base brought it', () => {
    expect(markBaseLayers(layers, { layers: 1 }).map(({ fromBaseImage }) => fromBaseImage)).toEqual([true, false]);
  });

  it('says nothing where no base is known', () => {
    expect(markBaseLayers(layers, undefined)).toBe(layers);
  });
});
