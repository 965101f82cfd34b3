import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import type { Layer } from '#core/image.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { UpgradePlan } from '#core/upgrade.ts';
import type { OsvRecord } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { databaseOf, record } from '#tests/support/feeds/update.ts';
import { npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { matchPackages } from '../match-packages.ts';
import { planUpgrades } from './plan-upgrades.ts';

const layer = (index: number, fromBaseImage: boolean): Layer => ({
  index,
  digest: `sha256:${index}` as Digest,
  diffId: `sha256:${String(index).repeat(64)}` as Digest,
  size: 1,
  mediaType: 'x',
  fromBaseImage,
});

/** Plans for an image with these packages and advisories. */
async function plan(
  packages: readonly Package[],
  osv: Readonly<Record<string, readonly OsvRecord[]>>,
  inventory: Partial<Inventory> = {},
): Promise<UpgradePlan> {
  const database = await databaseOf(temporaryDirectory(), { osv });
  const whole: Inventory = { ...scanReport({}), contributions: [], packages, ...inventory };
  const { findings } = matchPackages(whole, database);
  const planned = planUpgrades(whole, findings, { database });
  database.close();
  return planned;
}

const rated = (id: string, name: string, severity: string, fixed?: string, introduced = '0') => ({
  id,
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    },
  ],
  database_specific: { severity },
});

const deb = (name: string, version = '1.0-1', source = 'curl', sourceVersion = '1.0-1'): Package => ({
  ...npmPackage(name, version),
  id: `pkg:deb/debian/${name}@${version}`,
  purl: `pkg:deb/debian/${name}@${version}`,
  type: 'deb',
  ecosystem: 'debian',
  source: { name: source, version: sourceVersion },
});
const debian = { distro: { id: 'debian', prettyName: 'Debian', idLike: [], ecosystem: 'debian', release: '12' } };

describe('planUpgrades', () => {
  it('names the version that clears everything that is fixed', async () => {
    const { upgrades } = await plan([npmPackage('a', '1.0.0')], {
      npm: [rated('GHSA-1', 'a', 'HIGH', '1.2.0'), rated('GHSA-2', 'a', 'LOW', '1.10.0'), rated('GHSA-3', 'a', 'LOW')],
    });
    expect(upgrades).toMatchObject([
      { name: 'a', from: ['1.0.0'], to: '1.10.0', clears: ['GHSA-1', 'GHSA-2'], leaves: ['GHSA-3'], brings: [] },
    ]);
  });

  it('looks the version up, and goes on where it brings what a higher one fixes', async () => {
    const { upgrades } = await plan([npmPackage('a', '1.0.0')], {
      npm: [
        rated('GHSA-1', 'a', 'HIGH', '2.0.0'),
        rated('GHSA-2', 'a', 'HIGH', '2.1.0', '2.0.0'),
        rated('GHSA-3', 'a', 'HIGH', '3.0.0', '2.1.0'),
      ],
    });
    expect(upgrades).toMatchObject([{ to: '3.0.0', clears: ['GHSA-1'], leaves: [], brings: [] }]);
  });

  it('stays with the lower version where the higher one is worse, and says what it brings', async () => {
    const { upgrades } = await plan([npmPackage('a', '1.0.0')], {
      npm: [
        rated('GHSA-1', 'a', 'CRITICAL', '2.0.0'),
        rated('GHSA-2', 'a', 'LOW', '3.0.0', '2.0.0'),
        rated('GHSA-3', 'a', 'CRITICAL', undefined, '3.0.0'),
      ],
    });
    expect(upgrades).toMatchObject([{ to: '2.0.0', clears: ['GHSA-1'], brings: ['GHSA-2'] }]);
  });

  it('ends where every fix brings the next flaw', async () => {
    const chain = Array.from({ length: 40 }, (_, at) =>
      rated(`GHSA-${at}`, 'a', 'HIGH', `${at + 2}.0.0`, `${at + 1}.0.0`),
    );
    const { upgrades } = await plan([npmPackage('a', '1.0.0')], { npm: chain });
    expect(upgrades).toMatchObject([{ to: '2.0.0', clears: ['GHSA-0'], brings: ['GHSA-1'] }]);
  });

  it('upgrades by source package, whose binaries go together', async () => {
    const { upgrades } = await plan(
      [deb('curl', '1.0-1+b2'), deb('libcurl4'), deb('gcc', '4:12.2.0-3', 'gcc-defaults', '1.203')],
      {
        Debian: [
          record('DSA-1-1', 'Debian:12', 'curl', { fixed: '1.0-2' }),
          record('DSA-2-1', 'Debian:12', 'gcc-defaults', { fixed: '1.204' }),
        ],
      },
      debian,
    );
    expect(upgrades).toMatchObject([
      { name: 'curl', from: ['1.0-1+b2', '1.0-1'], to: '1.0-2', clears: ['DSA-1-1'] },
      { name: 'gcc-defaults', from: ['4:12.2.0-3'], to: '1.204', clears: ['DSA-2-1'], leaves: [] },
    ]);
    expect(upgrades[0]?.packageIds).toHaveLength(2);
  });

  it('the one that clears most risk comes first, and the risk of the image falls', async () => {
    const { riskBefore, upgrades } = await plan([npmPackage('a', '1.0.0'), npmPackage('b', '1.0.0')], {
      npm: [
        rated('GHSA-1', 'a', 'LOW', '2.0.0'),
        rated('GHSA-2', 'b', 'CRITICAL', '2.0.0'),
        rated('GHSA-3', 'b', 'HIGH', '2.0.0'),
      ],
    });
    expect(upgrades.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(riskBefore).toBeGreaterThan(upgrades[0]?.riskAfter ?? 100);
    expect(upgrades.at(-1)?.riskAfter).toBe(0);
  });

  it('leaves out what nothing can be done about, and what does not count', async () => {
    const { upgrades } = await plan(
      [npmPackage('a', '1.0.0'), deb('linux-libc-dev', '1', 'linux', '1')],
      { npm: [rated('GHSA-1', 'a', 'HIGH')], Debian: [record('DSA-1-1', 'Debian:12', 'linux', { fixed: '2' })] },
      debian,
    );
    expect(upgrades).toEqual([]);
  });

  it('tells which the base image brought', async () => {
    const [base, own] = [layer(1, true), layer(2, false)];
    const at = (name: string, { diffId }: Layer) => ({
      ...npmPackage(name, '1.0.0'),
      locations: [{ path: name, layer: diffId }],
    });
    const { upgrades } = await plan(
      [at('a', base), at('b', own)],
      { npm: [rated('GHSA-1', 'a', 'HIGH', '2.0.0'), rated('GHSA-2', 'b', 'HIGH', '2.0.0')] },
      { layers: [base, own] },
    );
    expect(upgrades.map(({ name, fromBaseImage }) => [name, fromBaseImage])).toEqual([
      ['a', true],
      ['b', undefined],
    ]);
  });
});
