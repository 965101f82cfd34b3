import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Package } from '#core/package.ts';
import type { LayerContribution } from '#core/scan-report.ts';
import { sha256Of } from '#tests/support/build-image.ts';
import type { CatalogedPackage } from './cataloger.ts';
import { joinViews, type SeenPackage } from './join-views.ts';
import { createPackageHistory } from './package-history.ts';

const layers = Array.from({ length: 6 }, (_, index) => sha256Of(`layer ${index}`));

function seen(name: string, paths: readonly string[], more: Partial<CatalogedPackage> = {}): CatalogedPackage {
  return { purl: `pkg:npm/${name}@1`, type: 'npm', ecosystem: 'npm', name, version: '1', licenses: [], paths, ...more };
}

/** Lets each step be what the one cataloger sees after a layer. */
function play(steps: readonly (readonly CatalogedPackage[])[]) {
  const history = createPackageHistory();
  const contributions = steps.map((packages, index) =>
    history.advance(layers[index] ?? sha256Of('?'), owned(joinViews([{ cataloger: 'npm', packages }]))),
  );
  return { contributions, packages: history.packages() };
}

/** Lets those whose source is `of the system` be owned, and nothing else be told of them. */
function owned(seenPackages: ReadonlyMap<string, SeenPackage>): ReadonlyMap<string, SeenPackage> {
  const isOwned = ({ one }: SeenPackage) => one.source?.version === 'of the system';
  return new Map(
    [...seenPackages].map(([purl, known]) => [
      purl,
      isOwned(known)
        ? { ...known, one: { ...known.one, source: { name: 's', version: '1' } }, owner: 'pkg:deb/o@1' }
        : known,
    ]),
  );
}

/** What an image comes to by its contributions alone, as one does that has stored them. */
function sum(contributions: readonly LayerContribution[]): readonly Package[] {
  const present = new Map<string, Package>();
  for (const { added, removed } of contributions) {
    for (const { packageId, paths } of removed) {
      const one = present.get(packageId);
      if (one === undefined) throw new Error(`${packageId} is removed but not there`);
      const locations = one.locations.filter(({ path }) => !paths.includes(path));
      if (locations.length === 0) present.delete(packageId);
      else present.set(packageId, { ...one, locations });
    }
    for (const one of added) {
      const before = present.get(one.id);
      const locations = [...(before?.locations ?? []), ...one.locations].sort((a, b) => (a.path < b.path ? -1 : 1));
      present.set(one.id, { ...(before ?? one), locations });
    }
  }
  return [...present.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const short = ({ added, removed }: LayerContribution) => ({
  added: added.map(({ name, locations }) => `${name}: ${locations.map(({ path }) => path).join(' ')}`),
  removed: removed.map(({ packageId, paths }) => `${packageId}: ${paths.join(' ')}`),
});

describe('createPackageHistory', () => {
  it('credits a package to the lowest layer since which it has been there', () => {
    const { packages, contributions } = play([
      [seen('a', ['p'])],
      [seen('a', ['p'])],
      [seen('a', ['p']), seen('b', ['q'])],
    ]);
    expect(packages.map(({ name, locations }) => [name, locations])).toEqual([
      ['a', [{ path: 'p', layer: layers[0] }]],
      ['b', [{ path: 'q', layer: layers[2] }]],
    ]);
    expect(contributions.map(short)).toEqual([
      { added: ['a: p'], removed: [] },
      { added: [], removed: [] },
      { added: ['b: q'], removed: [] },
    ]);
  });

  it('credits a package that went and came back to the layer that brought it back', () => {
    const { packages } = play([[seen('a', ['p'])], [], [seen('a', ['p'])]]);
    expect(packages[0]?.locations).toEqual([{ path: 'p', layer: layers[2] }]);
  });

  it('tells places apart: one more, one gone, one moved', () => {
    const { packages, contributions } = play([
      [seen('a', ['p'])],
      [seen('a', ['p', 'q'])],
      [seen('a', ['q'])],
      [seen('a', ['r'])],
    ]);
    expect(contributions.map(short)).toEqual([
      { added: ['a: p'], removed: [] },
      { added: ['a: q'], removed: [] },
      { added: [], removed: ['pkg:npm/a@1: p'] },
      { added: ['a: r'], removed: ['pkg:npm/a@1: q'] },
    ]);
    expect(packages[0]?.locations).toEqual([{ path: 'r', layer: layers[3] }]);
  });

  it('takes a package whose facts change for another, and keeps one whose licence file was deleted', () => {
    const { packages, contributions } = play([
      [seen('a', ['p'], { source: { name: 's', version: '1' } }), seen('b', ['q'], { licenses: ['MIT'] })],
      [seen('a', ['p'], { source: { name: 't', version: '1' } }), seen('b', ['q'])],
    ]);
    expect(contributions.map(short)[1]).toEqual({ added: ['a: p'], removed: ['pkg:npm/a@1: p'] });
    expect(packages.map(({ source, licenses, locations }) => [source?.name, licenses, locations[0]?.layer])).toEqual([
      ['t', [], layers[1]],
      [undefined, ['MIT'], layers[0]],
    ]);
  });

  it('takes the facts of an installed package before those of a lock file, and says that it is installed', () => {
    const locked = seen('a', ['lock'], { origin: 'lock-file', licenses: [] });
    const installed = seen('a', ['p'], { licenses: ['MIT'] });
    for (const order of [
      [locked, installed],
      [installed, locked],
    ]) {
      const history = createPackageHistory();
      const views = order.map((one, index) => ({ cataloger: `${index}`, packages: [one] }));
      history.advance(layers[0] ?? sha256Of('?'), joinViews(views));
      const [one] = history.packages();
      expect(one).not.toHaveProperty('origin');
      expect(one).toMatchObject({ licenses: ['MIT'], locations: [{ path: 'lock' }, { path: 'p' }] });
    }
    const { packages, contributions } = play([[locked], [installed]]);
    expect(packages).toEqual([expect.not.objectContaining({ origin: 'lock-file' })]);
    expect(contributions.map(short)[1]).toEqual({ added: ['a: p'], removed: ['pkg:npm/a@1: lock'] });
  });

  it('gives contributions that sum up to the packages', () => {
    const one = fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.uniqueArray(fc.constantFrom('p', 'q', 'r'), { minLength: 1 }),
        fc.constantFrom('s', 't'),
        fc.constantFrom('1', 'of the system'),
      )
      .map(([name, paths, source, version]) => seen(name, paths.sort(), { source: { name: source, version } }));
    const step = fc.uniqueArray(one, { selector: ({ name }) => name });
    fc.assert(
      fc.property(fc.array(step, { maxLength: layers.length }), (steps) => {
        const { contributions, packages } = play(steps);
        expect(sum(contributions)).toEqual(packages);
        const last = steps.at(-1) ?? [];
        expect(packages.map(({ name, locations }) => [name, locations.map(({ path }) => path)])).toEqual(
          last.map(({ name, paths }) => [name, [...paths]] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
        );
      }),
    );
  });
});
