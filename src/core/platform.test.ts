import { describe, expect, it } from 'vitest';
import { formatPlatform, parsePlatform, platformMatches } from './platform.ts';

describe('platforms', () => {
  it.each([
    'linux/amd64',
    'linux/arm64/v8',
    'windows/amd64',
    'windows(10.0.20348.2966)/amd64',
    'linux(4.14-RC1)/arm/v7',
  ])('%s reads and writes alike', (text) => {
    const platform = parsePlatform(text);
    expect(platform && formatPlatform(platform)).toBe(text);
  });

  it.each([
    '',
    'linux',
    'linux/',
    '/amd64',
    'linux/arm64/v8/x',
    'Linux/amd64',
    'linux/a b',
    'windows()/amd64',
    'windows(1)x/amd64',
    'windows((1))/amd64',
    '(1)/amd64',
  ])('refuses "%s"', (text) => {
    expect(parsePlatform(text)).toBeUndefined();
  });

  it('a variant left out matches any; a named one only itself', () => {
    const v8 = { os: 'linux', architecture: 'arm64', variant: 'v8' };
    expect(platformMatches(v8, { os: 'linux', architecture: 'arm64' })).toBe(true);
    expect(platformMatches(v8, v8)).toBe(true);
    expect(platformMatches({ os: 'linux', architecture: 'arm64' }, v8)).toBe(false);
    expect(platformMatches(v8, { os: 'linux', architecture: 'amd64' })).toBe(false);
  });

  it('a release left out matches any; a named one only itself', () => {
    const ltsc2022 = { os: 'windows', architecture: 'amd64', osVersion: '10.0.20348.2966' };
    expect(platformMatches(ltsc2022, { os: 'windows', architecture: 'amd64' })).toBe(true);
    expect(platformMatches(ltsc2022, ltsc2022)).toBe(true);
    expect(platformMatches(ltsc2022, { ...ltsc2022, osVersion: '10.0.17763.6659' })).toBe(false);
  });
});
