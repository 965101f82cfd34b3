import { describe, expect, it, vi } from 'vitest';
import type { Digest } from '#core/digest.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { databaseOf, record } from '#tests/support/feeds/update.ts';
import { scanReport } from '#tests/support/sample-report.ts';
import { matchPackages } from './match-packages.ts';

const layer = (digit: string) => `sha256:${digit.repeat(64)}` as Digest;
const osv = {
  Debian: [
    record('DSA-1-1', 'Debian:12', 'curl', { fixed: '2.0', upstream: ['CVE-2026-0001'] }),
    record('DSA-2-1', 'Debian:12', 'odd', { fixed: 'no version' }),
  ],
  npm: [
    record('GHSA-1', 'npm', 'thing', {
      fixed: '2.0.0',
      aliases: ['CVE-2026-0002'],
      database_specific: { severity: 'HIGH' },
    }),
  ],
};

function deb(name: string, source: string, layers: readonly string[]): Package {
  const purl = `pkg:deb/debian/${name}@1.0`;
  return {
    id: purl,
    purl,
    type: 'deb',
    ecosystem: 'debian',
    name,
    version: '1.0',
    source: { name: source, version: '1.0' },
    licenses: [],
    foundBy: ['dpkg'],
    locations: layers.map((digit) => ({ path: 'var/lib/dpkg/status', layer: layer(digit) })),
  };
}

function inventory(packages: readonly Package[], release = '12'): Inventory {
  const { image } = scanReport({});
  const layers = ['1', '2', '3'].map((digit, index) => ({
    index,
    digest: layer(digit),
    diffId: layer(digit),
    size: 1,
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
  }));
  const distro = { id: 'debian', prettyName: 'Debian', idLike: [], ecosystem: 'debian', release };
  return { image, distro, layers, packages, contributions: [], secrets: [], problems: [] };
}

const thing: Package = {
  id: 'pkg:npm/thing@1.0.0',
  purl: 'pkg:npm/thing@1.0.0',
  type: 'npm',
  ecosystem: 'npm',
  name: 'thing',
  version: '1.0.0',
  licenses: [],
  foundBy: ['npm'],
  locations: [],
};

describe('matchPackages', () => {
  it('finds each vulnerability of each package, worst first, with the layer that brought the package', async () => {
    const database = await databaseOf(temporaryDirectory(), { osv });
    const packages = [deb('curl', 'curl', ['3', '2']), deb('libcurl4', 'curl', ['1']), thing];
    const { findings, problems } = matchPackages(inventory(packages), database);
    expect(problems).toEqual([]);
    expect(findings.map(({ vulnerabilityId, packageId, layer: of }) => [vulnerabilityId, packageId, of])).toEqual([
      ['CVE-2026-0002', 'pkg:npm/thing@1.0.0', layer('1')],
      ['CVE-2026-0001', 'pkg:deb/debian/curl@1.0', layer('2')],
      ['CVE-2026-0001', 'pkg:deb/debian/libcurl4@1.0', layer('1')],
    ]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(3);
    expect(findings[0]).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), suppressions: [] });
    database.close();
  });

  it('leaves a package that a system package owns to the advisories of that', async () => {
    const database = await databaseOf(temporaryDirectory(), { osv });
    const affecting = vi.spyOn(database, 'affecting');
    const curl = deb('curl', 'curl', ['1']);
    const { findings, problems } = matchPackages(inventory([curl, { ...thing, owner: curl.id }]), database);
    expect(findings.map(({ packageId }) => packageId)).toEqual([curl.id]);
    expect(problems).toEqual([]);
    expect(affecting).toHaveBeenCalledTimes(1);
    database.close();
  });

  it('looks a source up once, however many packages were built from it', async () => {
    const database = await databaseOf(temporaryDirectory(), { osv });
    const affecting = vi.spyOn(database, 'affecting');
    const packages = ['curl', 'libcurl4', 'libcurl-dev'].map((name) => deb(name, 'curl', ['1']));
    expect(matchPackages(inventory(packages), database).findings).toHaveLength(3);
    expect(affecting).toHaveBeenCalledTimes(1);
    database.close();
  });

  it('says a problem once for all packages that have it', async () => {
    const database = await databaseOf(temporaryDirectory(), { osv });
    const packages = [deb('odd', 'odd', ['1']), deb('odd-doc', 'odd', ['1'])];
    expect(matchPackages(inventory(packages), database).problems.map(({ code }) => code)).toEqual([
      'match/version-unparsable',
    ]);
    database.close();
  });

  it('the same package has the same finding in another image', async () => {
    const database = await databaseOf(temporaryDirectory(), { osv });
    const [first] = matchPackages(inventory([thing]), database).findings;
    const [second] = matchPackages(inventory([deb('curl', 'curl', ['1']), thing], '11'), database).findings;
    expect(second?.id).toBe(first?.id);
    database.close();
  });
});
