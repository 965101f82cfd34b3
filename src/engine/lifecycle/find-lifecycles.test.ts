import { describe, expect, it } from 'vitest';
import type { ReleaseCycle } from '#core/advisory.ts';
import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import { findCycle } from './find-cycle.ts';
import { findLifecycles } from './find-lifecycles.ts';
import { followedPackages, productOf } from './products.ts';

const cycles: readonly ReleaseCycle[] = [
  { product: 'nodejs', cycle: '18', endOfLife: '2025-04-30' },
  { product: 'nodejs', cycle: '24', endOfLife: '2028-04-30' },
  { product: 'python', cycle: '3.11', endOfLife: '2027-10-31' },
  { product: 'python', cycle: '3.1', endOfLife: '2012-04-09' },
  { product: 'go', cycle: '1.22', endOfLife: true },
  { product: 'nginx', cycle: '1.29', endOfLife: false },
  { product: 'fedora', cycle: '44', endOfLife: '2027-06-02' },
];
const database = {
  endOfLife: (product: string, cycle: string) => cycles.find((one) => one.product === product && one.cycle === cycle),
};
const now = new Date('2026-11-26T12:00:00Z');

function software(type: string, name: string, version: string, changes: Partial<Package> = {}): Package {
  const purl = `pkg:${type}/${name}@${version}`;
  const facts = { ecosystem: type, licenses: [], locations: [], foundBy: ['x'] };
  return { id: purl, purl, type, name, version, ...facts, ...changes };
}

function distro(changes: Partial<Distro>): Distro {
  return { id: 'x', prettyName: 'X', idLike: [], ...changes };
}

describe('findLifecycles', () => {
  it('says of each release line when its support ends, soonest first, and which packages are of it', () => {
    const packages = [
      software('generic', 'node', '24.1.0'),
      software('generic', 'node', '18.12.1'),
      software('generic', 'node', '18.20.8'),
      software('golang', 'stdlib', '1.22.3'),
      software('generic', 'nginx', '1.29.1'),
      software('npm', 'node', '18.0.0'),
    ];
    expect(findLifecycles({ packages }, database, now)).toEqual([
      { kind: 'software', product: 'go', cycle: '1.22', state: 'ended', packageIds: ['pkg:golang/stdlib@1.22.3'] },
      {
        kind: 'software',
        product: 'nodejs',
        cycle: '18',
        state: 'ended',
        endOfLife: '2025-04-30',
        daysLeft: -575,
        packageIds: ['pkg:generic/node@18.12.1', 'pkg:generic/node@18.20.8'],
      },
      {
        kind: 'software',
        product: 'nodejs',
        cycle: '24',
        state: 'active',
        endOfLife: '2028-04-30',
        daysLeft: 521,
        packageIds: ['pkg:generic/node@24.1.0'],
      },
      { kind: 'software', product: 'nginx', cycle: '1.29', state: 'active', packageIds: ['pkg:generic/nginx@1.29.1'] },
    ]);
  });

  it.each([
    ['the day before', '2026-11-25', 'ended', -1],
    ['the last day', '2026-11-26', 'approaching', 0],
    ['90 days', '2027-02-24', 'approaching', 90],
    ['91 days', '2027-02-25', 'active', 91],
  ])('of the distro: %s', (_name, endOfLife, state, daysLeft) => {
    const [found] = findLifecycles({ distro: distro({ endOfLife, versionId: '12' }), packages: [] }, database, now);
    expect(found).toEqual({ kind: 'distro', product: 'x', cycle: '12', state, endOfLife, daysLeft, packageIds: [] });
  });

  it('takes the date of a release that is newer than this program from the feed', () => {
    const newer = distro({ id: 'fedora', ecosystem: 'fedora', versionId: '44' });
    expect(findLifecycles({ distro: newer, packages: [] }, database, now)).toMatchObject([
      { product: 'fedora', cycle: '44', endOfLife: '2027-06-02' },
    ]);
  });

  it('leaves out what nobody knows, and run-times that a distro owns', () => {
    const packages = [
      software('generic', 'node', '99.0.0'),
      software('generic', 'python', '3.11.2', { owner: 'pkg:deb/debian/python3.11@3.11.2' }),
      software('generic', 'unheard-of', '1'),
    ];
    expect(findLifecycles({ distro: distro({}), packages }, database, now)).toEqual([]);
  });
});

describe('findCycle', () => {
  it.each([
    ['python', '3.11.4', '3.11'],
    ['python', '3.1.4', '3.1'],
    ['python', '3.111.4', undefined],
    ['go', 'go1.22.3', '1.22'],
    ['nodejs', 'v18.0.0-rc.1', '18'],
    ['nodejs', 'none', undefined],
    ['nodejs', '', undefined],
  ])('%s %s is of %s', (product, version, cycle) => {
    expect(findCycle(product, version, database)?.cycle).toBe(cycle);
  });
});

describe('productOf', () => {
  it.each([
    ['nuget', 'Microsoft.NETCore.App.Runtime.linux-x64', 'dotnet'],
    ['nuget', 'Newtonsoft.Json', undefined],
    ['maven', 'org.apache.tomcat:tomcat-catalina', 'tomcat'],
    ['generic', 'constructor', undefined],
    ['constructor', 'name', undefined],
  ])('%s %s: %s', (type, name, product) => {
    expect(productOf({ type, name })).toBe(product);
  });
});

it('names every package that may have a product, and none that has not', () => {
  for (const { type, name, isPrefix } of followedPackages) {
    expect(productOf({ type, name: isPrefix ? `${name}.Runtime` : name }), `${type} ${name}`).toBeDefined();
  }
  expect(followedPackages.find(({ type }) => type === 'golang')).toEqual({
    type: 'golang',
    name: 'stdlib',
    isPrefix: false,
  });
});
