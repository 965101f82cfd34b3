import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventories, inventoryOf, packageOf } from '#tests/support/service/inventories.ts';
import { packageRow } from './package-row.ts';
import { type PackagePlan, planPackageSets } from './plan-package-sets.ts';

/** What the sets and exceptions come to: how often each package counts, and where it stands. */
function readBack(plan: PackagePlan, layers: number) {
  const counts = new Map<string, number>();
  const places = new Map<string, string[]>();
  for (const { position, members } of plan.sets) {
    for (const { row, paths } of members) {
      const packageKey = row.key;
      const exception = plan.exceptions.find((one) => one.position === position && one.row.key === packageKey);
      if (exception === undefined || exception.reason === 'moved') {
        counts.set(packageKey, (counts.get(packageKey) ?? 0) + 1);
      }
      if (exception?.reason === 'removed' || exception?.reason === 'replaced') continue;
      const standing = paths.filter((path) => exception?.gonePaths.includes(path) !== true);
      places.set(packageKey, [
        ...(places.get(packageKey) ?? []),
        ...standing.map((path) => `${position % layers} ${path}`),
      ]);
    }
  }
  return { counts, places };
}

const a = packageOf('a', '1');
const b = packageOf('b', '1');
const b2 = packageOf('b', '2');

describe('planPackageSets', () => {
  it('of an image whose layers only add makes one set for each layer that contributed, and no exceptions', () => {
    const plan = planPackageSets(inventoryOf([[{ add: [a, '/a'] }], [], [{ add: [b, '/b'] }]]));
    expect(plan.sets.map(({ position, members }) => [position, members.length])).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(plan.exceptions).toEqual([]);
  });

  it('gives a layer the same set whatever lies above it', () => {
    const base = [{ add: [a, '/a'] as const }, { add: [b, '/b'] as const }];
    const one = planPackageSets(inventoryOf([base]));
    const other = planPackageSets(inventoryOf([base, [{ remove: [a, '/a'] }]]));
    expect(other.sets[0]?.key).toBe(one.sets[0]?.key);
  });

  it.each([
    ['removed', [[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }]], ['removed']],
    ['replaced', [[{ add: [b, '/b'] }], [{ remove: [b, '/b'] }, { add: [b2, '/b'] }]], ['replaced']],
    ['brought again elsewhere', [[{ add: [a, '/a'] }], [{ add: [a, '/other'] }]], ['duplicate']],
    ['moved', [[{ add: [a, '/a'] }, { add: [a, '/b'] }], [{ remove: [a, '/a'] }]], ['moved']],
    ['removed and brought again', [[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }], [{ add: [a, '/a'] }]], ['duplicate']],
  ] as const)('a package that is %s is an exception', (_, layers, reasons) => {
    const plan = planPackageSets(inventoryOf(layers));
    expect(plan.exceptions.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('counts every package of the finished image once, at its places, whatever the contributions say', () => {
    fc.assert(
      fc.property(inventories, (inventory) => {
        const plan = planPackageSets(inventory);
        const { counts, places } = readBack(plan, inventory.layers.length);
        const layers = inventory.contributions.map(({ layer }) => layer);
        const expected = new Map(inventory.packages.map((one) => [packageRow(one, inventory.distro).key, one]));
        expect([...counts.keys()].sort()).toEqual([...expected.keys()].sort());
        expect([...counts.values()].every((count) => count === 1)).toBe(true);
        for (const [key, one] of expected) {
          const wanted = one.locations.map(({ layer, path }) => `${layers.indexOf(layer)} ${path}`);
          expect([...(places.get(key) ?? [])].sort()).toEqual(wanted.sort());
        }
      }),
      { numRuns: 300 },
    );
  });
});
