import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RebuildPackage, type RebuildSubject, rebuildOnBase } from './rebuild-on-base.ts';

/** `deb openssl 1.0 CVE-1 CVE-2` as a package; with `^` in front it also stands above the base. */
function packageOf(text: string): RebuildPackage {
  const [type = '', name = '', version = '', ...ids] = text.replace('^', '').split(' ');
  const findings = ids.map((vulnerabilityId) => {
    return { vulnerabilityId, severity: 'high', knownExploited: false, exploitable: false } as const;
  });
  const ecosystem = type === 'deb' ? 'debian' : type;
  return { type, ecosystem, name, version, findings, ...(text.startsWith('^') && { standsAbove: true }) };
}

const subject = (
  { image, base, candidate }: Readonly<Record<'image' | 'base' | 'candidate', readonly string[]>>,
  isSameRelease = true,
): RebuildSubject => ({
  image: image.map(packageOf),
  base: base.map(packageOf),
  candidate: candidate.map(packageOf),
  isSameRelease,
});

const names = (findings: readonly { readonly vulnerabilityId: string; readonly name: string }[]) =>
  findings.map(({ vulnerabilityId, name }) => `${name} ${vulnerabilityId}`);

describe('rebuildOnBase', () => {
  it.each([
    [
      'what the base brought is as the other base has it',
      {
        base: ['deb openssl 1.0 CVE-1 CVE-2', 'deb zlib1g 1.0'],
        image: ['deb openssl 1.0 CVE-1 CVE-2', 'deb zlib1g 1.0'],
        candidate: ['deb openssl 1.1 CVE-2 CVE-3', 'deb zlib1g 1.0'],
      },
      {
        fixes: ['openssl CVE-1'],
        adds: ['openssl CVE-3'],
        leaves: ['openssl CVE-2'],
        changed: 1,
        added: 0,
        removed: 0,
      },
    ],
    [
      'what was built on it stays',
      {
        base: ['deb openssl 1.0 CVE-1'],
        image: ['deb openssl 1.0 CVE-1', 'deb curl 7 CVE-4', 'npm lodash 4 CVE-5'],
        candidate: ['deb openssl 1.1'],
      },
      { fixes: ['openssl CVE-1'], adds: [], leaves: ['curl CVE-4', 'lodash CVE-5'], changed: 1, added: 0, removed: 0 },
    ],
    [
      'an upgrade that the image did itself counts, unless the base has a higher version',
      {
        base: ['deb openssl 1.0 CVE-1', 'deb curl 7 CVE-2'],
        image: ['deb openssl 1.2', 'deb curl 8 CVE-3'],
        candidate: ['deb openssl 1.1 CVE-1', 'deb curl 9'],
      },
      { fixes: ['curl CVE-3'], adds: [], leaves: [], changed: 1, added: 0, removed: 0 },
    ],
    [
      'what the image removed is removed again',
      {
        base: ['deb perl 5 CVE-1', 'deb bash 5'],
        image: ['deb bash 5'],
        candidate: ['deb perl 6 CVE-2', 'deb bash 5'],
      },
      { fixes: [], adds: [], leaves: [], changed: 0, added: 0, removed: 0 },
    ],
    [
      'what is new in the base comes, and what it lost goes',
      {
        base: ['deb perl 5 CVE-1'],
        image: ['deb perl 5 CVE-1', 'npm a 1'],
        candidate: ['deb python3 3 CVE-2'],
      },
      { fixes: ['perl CVE-1'], adds: ['python3 CVE-2'], leaves: [], changed: 0, added: 1, removed: 1 },
    ],
    [
      'a copy of a library above the base stays whatever the base does',
      { base: ['npm a 1 CVE-1'], image: ['^npm a 1 CVE-1'], candidate: ['npm a 2'] },
      { fixes: [], adds: [], leaves: ['a CVE-1'], changed: 1, added: 0, removed: 0 },
    ],
  ] as const)('%s', (_name, given, { fixes, adds, leaves, ...packages }) => {
    const rebuilt = rebuildOnBase(subject(given));
    expect({ fixes: names(rebuilt.fixes), adds: names(rebuilt.adds), leaves: names(rebuilt.leaves) }).toEqual({
      fixes,
      adds,
      leaves,
    });
    expect(rebuilt.packages).toEqual({ ...packages, unknown: 0 });
    expect(rebuilt.unknown).toEqual([]);
  });

  it('foretells nothing of what the image installs from a release that is another one then', () => {
    const given = {
      base: ['deb openssl 1.0 CVE-1'],
      image: ['deb openssl 1.0 CVE-1', 'deb curl 7 CVE-2', 'npm lodash 4 CVE-3'],
      candidate: ['deb openssl 3.0', 'deb curl 9 CVE-4'],
    };
    const rebuilt = rebuildOnBase(subject(given, false));
    expect(names(rebuilt.fixes)).toEqual(['openssl CVE-1']);
    expect(names(rebuilt.leaves)).toEqual(['lodash CVE-3']);
    expect(names(rebuilt.unknown)).toEqual(['curl CVE-2']);
    expect(rebuilt.adds).toEqual([]);
    expect(rebuilt.packages).toEqual({ changed: 1, added: 0, removed: 0, unknown: 1 });
  });

  const somePackage = fc
    .tuple(
      fc.constantFrom('deb', 'npm', 'unheard-of'),
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('1', '2', '?'),
      fc.subarray(['CVE-1', 'CVE-2', 'CVE-3']),
    )
    .map(([type, name, version, ids]) => packageOf([type, name, version, ...ids].join(' ')));
  const somePackages = fc.array(somePackage, { maxLength: 8 });

  it('accounts for every finding of the image once: gone, left, or not known', () => {
    fc.assert(
      fc.property(somePackages, somePackages, somePackages, fc.boolean(), (image, base, candidate, isSameRelease) => {
        const rebuilt = rebuildOnBase({ image, base, candidate, isSameRelease });
        const all = new Set(
          image.flatMap((one) =>
            one.findings.map(({ vulnerabilityId }) => `${one.name} ${vulnerabilityId} ${one.type}`),
          ),
        );
        const told = [rebuilt.fixes, rebuilt.leaves, rebuilt.unknown].flat();
        const keys = told.map(({ name, vulnerabilityId, type }) => `${name} ${vulnerabilityId} ${type}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every((key) => all.has(key))).toBe(true);
        if (isSameRelease) expect(keys.toSorted()).toEqual([...all].sort());
      }),
    );
  });

  it('changes nothing where the base stays the same', () => {
    fc.assert(
      fc.property(somePackages, (base) => {
        const distinct = [...new Map(base.map((one) => [`${one.type} ${one.name}`, one])).values()];
        const rebuilt = rebuildOnBase({ image: distinct, base: distinct, candidate: distinct, isSameRelease: true });
        expect([rebuilt.fixes, rebuilt.adds, rebuilt.unknown]).toEqual([[], [], []]);
        expect(rebuilt.packages).toEqual({ changed: 0, added: 0, removed: 0, unknown: 0 });
      }),
    );
  });
});
