import { describe, expect, it } from 'vitest';
import { formatPlatform, parsePlatform, platformMatches } from './platform.ts';

describe('platforms', () => {
  it.each(['linux/amd64', 'linux/arm64/v8', 'windows/amd64'])('%s reads and writes alike', (text) => {
    const platform = parsePlatform(text);
    expect(platform && formatPlatform(platform)).toBe(text);
  });

  it.each(['', 'linux', 'linux/', '/amd64', 'linux/arm64/v8/x', 'Linux/amd64', 'linux/a b'])('refuses "%s"', (text) => {
    expect(parsePlatform(text)).toBeUndefined();
  });

  it('a variant left out matches any; a named one only itself', () => {
    const v8 = { os: 'linux', architecture: 'arm64', variant: 'v8' };
    expect(platformMatches(v8, { os: 'linux', architecture: 'arm64' })).toBe(true);
    expect(platformMatches(v8, v8)).toBe(true);
    expect(platformMatches({ os: 'linux', architecture: 'arm64' }, v8)).toBe(false);
    expect(platformMatches(v8, { os: 'linux', architecture: 'amd64' })).toBe(false);
  });
});
