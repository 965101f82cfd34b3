import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import { imageSorts, repositorySorts, type SubjectMatcher } from '#server/store/index.ts';
import type { ImageListing } from '#server/store/read-models/list-images.ts';
import { type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { inventoryOf, packageOf } from '#tests/support/service/inventories.ts';
import { removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

let estate: OpenEstate;

/** bad has a critical flaw with a fix, attacked and likely; mild a low one without. */
const matcher: SubjectMatcher = {
  build: 1,
  revision: 1,
  program: '1',
  inputs: () => '1'.padStart(16, '0'),
  facts: (id: string) => ({
    ratings: [],
    cwes: [],
    exploit: {
      vulnerabilityId: id,
      epss: { score: id === 'CVE-2026-0001' ? 0.9 : 0.1, percentile: 0.5 },
      publicExploits: [],
      ...(id === 'CVE-2026-0001' && { knownExploited: { dateAdded: '2026-01-01', requiredAction: 'patch' } }),
    },
  }),
  match: ({ name }: { readonly name: string }) => {
    const flaw = (vulnerabilityId: string, severity: 'critical' | 'low', fixed: boolean) => ({
      vulnerabilityId,
      aliases: severity === 'critical' ? ['GHSA-aaaa'] : [],
      summary: '=HYPERLINK("x")',
      severity,
      scores: [],
      fix: fixed ? { state: 'fixed' as const, versions: ['2'] } : { state: 'not-fixed' as const, versions: [] },
      evidence: [],
    });
    if (name === 'bad') return { matches: [flaw('CVE-2026-0001', 'critical', true)], problems: [], isCovered: true };
    if (name === 'mild') return { matches: [flaw('CVE-2026-0002', 'low', false)], problems: [], isCovered: true };
    return { matches: [], problems: [], isCovered: true };
  },
} as unknown as SubjectMatcher;

const add = (name: string, version = '1') => ({ add: [packageOf(name, version), `/${name}`] as const });

async function save(repository: string, tag: string, steps: Parameters<typeof inventoryOf>[0], extra = {}) {
  const plain = inventoryOf(steps);
  const inventory = {
    ...plain,
    ...extra,
    image: { ...plain.image, ...('image' in extra ? (extra.image as object) : {}) },
  };
  const id = `${repository}:${tag}`;
  const reference = { registry: 'registry.example', repository, tag };
  await estate.store.scans.create({ id, reference: `registry.example/${id}`, registryId: 'estate' });
  await estate.store.scans.begin(id);
  const scan = { scanId: id, registryId: 'estate', reference, platform: '', targetDigest: plain.image.manifestDigest };
  const saved = { ...scan, inventory, catalogers: 'npm@1', now: new Date('2026-03-01T00:00:00Z') };
  expect(await estate.store.images.save(saved, matcher)).toBe(true);
}

beforeAll(async () => {
  estate = await openEstate();
  const platform = { os: 'linux', architecture: 'arm64', variant: 'v8' };
  await save('team/app', '1', [[add('bad')]]);
  await save('team/app', '2', [[add('bad')], [{ remove: [packageOf('bad', '1'), '/bad'] }, add('mild')]], {
    distro: {
      id: 'debian',
      ecosystem: 'Debian',
      release: '9',
      prettyName: 'Old Linux',
      idLike: [],
      endOfLife: '2022-06-30',
    },
  });
  await save('other/100%_tool', 'latest', [[add('clean', '3')]], {
    image: {
      platform,
      config: { platform, diffIds: [], history: [], labels: { team: 'x' }, env: [], exposedPorts: [] },
    },
    secrets: [{ kind: 'key', path: 'env', name: 'K', rule: 'r', where: 'environment' }],
  });
  await rematch(matcher, { store: estate.store, logger: silentLogger, signal: new AbortController().signal });
});

afterAll(async () => {
  await estate.close();
  await removeTemporaryDirectories();
});

async function found(filter: Omit<ImageListing, 'limit'>): Promise<readonly string[]> {
  const { items, total } = await estate.store.views.listImages({ ...filter, limit: 100 });
  expect(total).toBe(items.length);
  return items.map(({ repository, tags }) => `${repository.replace('registry.example/', '')}:${tags}`).sort();
}

const [first, second, tool] = ['team/app:1', 'team/app:2', 'other/100%_tool:latest'];

describe('the filter of images', () => {
  it.each<[string, Omit<ImageListing, 'limit'>, readonly string[]]>([
    ['nothing', {}, [tool, first, second]],
    ['part of a repository', { q: 'TEAM' }, [first, second]],
    ['name of the registry and a tag', { q: 'estate latest' }, [tool]],
    ['distro by name', { q: 'old linux' }, [second]],
    ['characters that LIKE knows', { q: '100%_t' }, [tool]],
    ['those characters as what they are', { q: 'a%p' }, []],
    ['severity', { severity: 'critical' }, [first]],
    ['severity, at least', { severity: 'low' }, [first, second]],
    ['no fix', { fixable: false }, [tool, second]],
    ['KEV', { kev: true }, [first]],
    ['EPSS', { epss: 0.5 }, [first]],
    ['EPSS, lower', { epss: 0.05 }, [first, second]],
    ['vulnerability', { vulnerability: 'CVE-2026-0001' }, [first]],
    ['vulnerability by another name', { vulnerability: 'GHSA-aaaa' }, [first]],
    ['package', { package: 'bad' }, [first]],
    ['package and version', { package: 'clean@3' }, [tool]],
    ['package and other version', { package: 'clean@4' }, []],
    ['purl', { package: 'pkg:npm/mild@1' }, [second]],
    ['package with such a finding', { package: 'mild', severity: 'critical' }, []],
    ['package type', { packageType: 'npm' }, [tool, first, second]],
    ['coverage', { coverage: 'complete' }, [tool, first, second]],
    ['platform without variant', { platform: 'linux/arm64' }, [tool]],
    ['platform', { platform: 'linux/amd64' }, [first, second]],
    ['distro', { distro: 'debian' }, [second]],
    ['distro and release', { distro: 'debian:10' }, []],
    ['end of life', { endOfLife: true }, [second]],
    ['label', { label: 'team' }, [tool]],
    ['label and value', { label: 'team=y' }, []],
    ['secrets', { secrets: true }, [tool]],
    ['no secrets', { secrets: false }, [first, second]],
    ['scanned since', { scannedSince: '2026-03-02T00:00:00Z' }, []],
    ['scanned before', { scannedBefore: '2026-03-02T00:00:00Z' }, [tool, first, second]],
    ['base image that is not known', { baseImage: 'sha256:0' }, []],
  ])('knows %s', async (_, filter, expected) => {
    expect(await found(filter)).toEqual([...expected].sort());
  });

  it.each(imageSorts.flatMap((sort) => [false, true].map((reverse) => [sort, reverse] as const)))(
    'lists by %s (reverse: %s), page by page as at once',
    async (sort, reverse) => {
      const { views } = estate.store;
      const all = (await views.listImages({ sort, reverse, limit: 10 })).items.map(({ reference }) => reference);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await views.listImages({ sort, reverse, cursor, limit: 1 });
        paged.push(...page.items.map(({ reference }) => reference));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(paged).toEqual(all);
      const other = await views.listImages({ sort, reverse: !reverse, limit: 10 });
      expect(other.items.map(({ reference }) => reference).reverse()).toEqual(all);
    },
  );

  it('follows a tag that moves and a registry that is renamed', async () => {
    await save('team/moved', 'a', [[add('clean')]]);
    await save('team/moved', 'b', [[add('clean')]]);
    expect(await found({ q: 'moved' })).toEqual(['team/moved:a,b']);
    await sql`delete from tag where name = 'a'`.execute(estate.database.db);
    expect(await found({ q: 'moved b' })).toEqual(['team/moved:b']);
    await sql`update registry set name = 'Renamed'`.execute(estate.database.db);
    expect(await found({ q: 'renamed moved' })).toEqual(['team/moved:b']);
    await sql`update registry set name = 'Estate'`.execute(estate.database.db);
    await sql`delete from repository where name like '%moved'`.execute(estate.database.db);
  });
});

describe('repositories', () => {
  it('are those of the images asked for, with the worst of them and their sum', async () => {
    const { items } = await estate.store.views.listRepositories({ limit: 10 });
    expect(items[0]).toMatchObject({ images: 2, findings: 1, allImages: { findings: 2, knownExploited: 1 } });
    const mild = await estate.store.views.listRepositories({ package: 'mild', limit: 10 });
    expect(mild).toMatchObject({ total: 1, items: [{ images: 1, severityCounts: { critical: 0, low: 1 } }] });
  });

  it.each(repositorySorts)('can be sorted by %s', async (sort) => {
    const names = async (reverse: boolean) =>
      (await estate.store.views.listRepositories({ sort, reverse, limit: 10 })).items.map((one) => one.repository);
    expect((await names(true)).reverse()).toEqual(await names(false));
  });

  it('are summed up for their registry', async () => {
    const counts = (await estate.store.views.registryCounts()).get('estate');
    expect(counts).toMatchObject({ images: 3, repositories: 2, allImages: { findings: 2, exploitable: 1 } });
  });
});

describe('exports', () => {
  const all = async <T>(batches: AsyncIterable<readonly T[]>) => (await Array.fromAsync(batches)).flat();

  it('have what the listing has, in its order', async () => {
    const { views } = estate.store;
    const { items } = await views.listImages({ sort: 'repository', limit: 10 });
    expect(await all(views.exportImages({ sort: 'repository' }))).toEqual(items);
    expect(await all(views.exportImages({ package: 'mild' }))).toHaveLength(1);
  });

  it('of findings have those asked for only', async () => {
    const { views } = estate.store;
    expect(await all(views.exportFindings({}))).toHaveLength(2);
    expect(await all(views.exportFindings({ severity: 'critical' }))).toMatchObject([
      { vulnerabilityId: 'CVE-2026-0001', packageName: 'bad', fixVersions: ['2'], tags: ['1'] },
    ]);
  });

  it('end their transaction where the reader stops', async () => {
    for (let count = 0; count < 20; count += 1) {
      for await (const rows of estate.store.views.exportImages({})) {
        expect(rows).toHaveLength(3);
        break;
      }
    }
    expect(await found({ q: 'tool' })).toEqual([tool]);
  });
});

describe('indexes', () => {
  it.each([
    ['words are searched', `select from repository_image where search like '%tool%'`, 'repository_image_search_words'],
    ['a package is asked for', `select from package where name = 'bad'`, 'package_name'],
    ['EPSS is asked for', `select from vulnerability where epss >= 0.5`, 'vulnerability_epss'],
  ])('are used where %s', async (_, query, index) => {
    const plan = await estate.database.db.connection().execute(async (connection) => {
      await sql`set enable_seqscan = off`.execute(connection);
      return sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(connection);
    });
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
  });
});
