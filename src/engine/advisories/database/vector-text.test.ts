import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packVector, unpackVector } from './vector-text.ts';

describe('packVector', () => {
  it.each([
    ['CVSS 2', 'AV:N/AC:L/Au:N/C:P/I:P/A:P', '2NLNPPP', 'cvss2'],
    ['CVSS 3.0', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '0NLNNUHHH', 'cvss3'],
    ['CVSS 3.1', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '1NLNNUHHH', 'cvss3'],
    ['CVSS 4', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', '4NLNNNHHHNNN', 'cvss4'],
  ] as const)('shortens %s', (_, vector, packed, kind) => {
    expect(packVector(vector)).toBe(packed);
    expect(unpackVector(packed)).toEqual({ vector, kind });
  });

  it.each([
    ['threat metrics', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P', 'cvss3'],
    ['another order', 'CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'cvss4'],
    ['CVSS 2 with more', 'AV:N/AC:L/Au:N/C:P/I:P/A:P/E:U', 'cvss2'],
  ] as const)('keeps a vector with %s as it is', (_, vector, kind) => {
    expect(packVector(vector)).toBe(vector);
    expect(unpackVector(vector)).toEqual({ vector, kind });
  });

  it('loses nothing', () => {
    const metric = fc.tuple(
      fc.constantFrom('AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'),
      fc.constantFrom('N', 'H', 'X'),
    );
    const vectors = fc
      .tuple(fc.constantFrom('', 'CVSS:3.0/', 'CVSS:3.1/'), fc.array(metric, { minLength: 1, maxLength: 9 }))
      .map(([prefix, metrics]) => prefix + metrics.map((pair) => pair.join(':')).join('/'));
    fc.assert(fc.property(vectors, (vector) => unpackVector(packVector(vector)).vector === vector));
  });
});
