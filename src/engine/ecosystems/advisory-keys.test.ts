import { describe, expect, it } from 'vitest';
import { advisoryKeys } from './advisory-keys.ts';
import { ecosystems } from './ecosystems.ts';

const keys = advisoryKeys(ecosystems);

describe('advisoryKeys', () => {
  it.each([
    ['a rule of the ecosystem', 'PyPI', 'Zope.Interface', 'zope-interface'],
    ['no rule', 'npm', 'JSONStream', 'JSONStream'],
    ['no ecosystem', 'GIT', 'A.b', 'A.b'],
  ])('names under %s', (_about, ecosystem, name, filed) => {
    expect(keys.normaliseName(ecosystem, name)).toBe(filed);
  });

  it.each([
    ['a stream', 'Red Hat', 'enterprise_linux:9::baseos', '9'],
    ['a module', 'SUSE', 'Linux Enterprise Module for Basesystem 15 SP5', '15.5'],
    ['a release as it is', 'Ubuntu', 'Pro:18.04:LTS', 'Pro:18.04:LTS'],
    ['no release', 'Wolfi', '', ''],
    ['no distro', 'npm', '', ''],
    ['no ecosystem', 'Android', '12', '12'],
  ])('releases: %s', (_about, ecosystem, release, filed) => {
    expect(keys.normaliseRelease(ecosystem, release)).toBe(filed);
  });
});
