import { describe, expect, it } from 'vitest';
import { nuget } from './nuget.ts';

describe('nuget', () => {
  it.each([['capitals', 'Newtonsoft.Json', 'newtonsoft.json']])('%s: %s is looked up as %s', (_about, name, normal) => {
    expect(nuget.normaliseName(name)).toBe(normal);
  });
});
