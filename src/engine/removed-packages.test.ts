import { describe, expect, it } from 'vitest';
import { inventoryOf, type LayerStep, packageOf } from '#tests/support/service/inventories.ts';
import { removedPackages } from './removed-packages.ts';

const a = packageOf('a', '1');
const a2 = packageOf('a', '2');
const b = packageOf('b', '1');

/** `name@version reason brought removed`, layers by index. */
function removed(layers: readonly (readonly LayerStep[])[]): readonly string[] {
  const inventory = inventoryOf(layers);
  const indexOf = new Map(inventory.contributions.map(({ layer }, index) => [layer, index]));
  return removedPackages(inventory).map(
    ({ name, version, reason, broughtBy, removedBy }) =>
      `${name}@${version} ${reason} ${indexOf.get(broughtBy.layer)} ${indexOf.get(removedBy.layer)}`,
  );
}

describe('removedPackages', () => {
  it.each<[string, readonly (readonly LayerStep[])[], readonly string[]]>([
    ['nothing where layers only add', [[{ add: [a, '/a'] }], [{ add: [b, '/b'] }]], []],
    ['one that a later layer deleted', [[{ add: [a, '/a'] }], [], [{ remove: [a, '/a'] }]], ['a@1 removed 0 2']],
    [
      'one that a later layer upgraded',
      [[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }, { add: [a2, '/a'] }]],
      ['a@1 replaced 0 1'],
    ],
    ['not one that came back', [[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }], [{ add: [a, '/a'] }]], []],
    [
      'one that came back and went again, as it went last',
      [[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }], [{ add: [a, '/a'] }], [{ remove: [a, '/a'] }]],
      ['a@1 removed 2 3'],
    ],
    ['not one that is still elsewhere', [[{ add: [a, '/a'] }, { add: [a, '/b'] }], [{ remove: [a, '/a'] }]], []],
    [
      'one that went piece by piece, by the layer of the last',
      [[{ add: [a, '/a'] }, { add: [a, '/b'] }], [{ remove: [a, '/a'] }], [{ remove: [a, '/b'] }]],
      ['a@1 removed 0 2'],
    ],
    ['not one that moved within a layer', [[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }, { add: [a, '/b'] }]], []],
  ])('tells %s', (_, layers, expected) => {
    expect(removed(layers)).toEqual(expected);
  });

  it('gives the instructions of both layers', () => {
    const inventory = inventoryOf([[{ add: [a, '/a'] }], [{ remove: [a, '/a'] }]]);
    const layers = inventory.layers.map((layer, index) => ({ ...layer, createdBy: `RUN ${index}` }));
    expect(removedPackages({ ...inventory, layers })).toMatchObject([
      { packageId: a.id, type: 'npm', broughtBy: { createdBy: 'RUN 0' }, removedBy: { createdBy: 'RUN 1' } },
    ]);
  });
});
