import { describe, expect, it } from 'vitest';
import { isBuildTime } from './is-build-time.ts';

describe('isBuildTime', () => {
  it.each([
    ['the epoch, as Bazel, ko and Jib write it', '1970-01-01T00:00:00Z', false],
    ['a second later, as Nix writes it', '1970-01-01T00:00:01.000Z', false],
    ['1980, the first year of zip archives, as buildpacks write it', '1980-01-01T00:00:01Z', false],
    ['the month in which images began', '2013-03-20T00:00:00Z', true],
    ['an ordinary time', '2026-04-01T10:00:00Z', true],
    ['no time at all', 'yesterday', false],
    ['nothing', undefined, false],
  ])('%s', (_name, time, is) => expect(isBuildTime(time)).toBe(is));
});
