import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesOf, foreseenCodes, outcomeClasses, outcomeClassOf, uncountedCodes } from './outcome-class.ts';

describe('outcomeClassOf', () => {
  it.each([
    ['registry/unauthorized', 'auth'],
    ['registry/rate-limited', 'rate-limited'],
    ['image/layer-truncated', 'corrupt'],
    ['image/not-an-image', 'media-type'],
    ['jobs/interrupted', 'interrupted'],
    ['jobs/unexpected', 'unexpected'],
    ['what/ever', 'unexpected'],
    ['', 'unexpected'],
  ])('%j is %s', (code, expected) => {
    expect(outcomeClassOf(code)).toBe(expected);
  });

  it('and codesOf are of one mind, and no code is in two classes', () => {
    for (const name of outcomeClasses) for (const code of codesOf(name) ?? []) expect(outcomeClassOf(code)).toBe(name);
    expect(new Set(foreseenCodes).size).toBe(foreseenCodes.length);
    expect(uncountedCodes).toContain('image/not-an-image');
  });

  // A code that is added and has no class would count as unexpected without anybody noticing.
  it.each(['../engine/registry/registry-error.ts', '../engine/image/image-error.ts'])(
    'knows all codes of %s',
    (path) => {
      const source = readFileSync(new URL(path, import.meta.url), 'utf8');
      const all = [...source.matchAll(/\| '([a-z]+\/[a-z0-9-]+)'/g)].map(([, code]) => code ?? '');
      expect(all.length).toBeGreaterThan(10);
      expect(all.filter((code) => outcomeClassOf(code) === 'unexpected')).toEqual([]);
    },
  );
});
