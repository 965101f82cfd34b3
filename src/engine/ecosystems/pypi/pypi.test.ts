import { describe, expect, it } from 'vitest';
import { pypi } from './pypi.ts';

describe('pypi', () => {
  it.each([
    ['capitals', 'Django', 'django'],
    ['an underscore', 'typing_extensions', 'typing-extensions'],
    ['a dot', 'zope.interface', 'zope-interface'],
    ['a run of all three', 'a-_.b', 'a-b'],
  ])('%s: %s is looked up as %s', (_about, name, normal) => {
    expect(pypi.normaliseName(name)).toBe(normal);
  });
});
