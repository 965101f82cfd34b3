import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import { imageSorts, repositorySorts, type SubjectMatcher } from '#server/store/index.ts';
import type { FindingFilter } from '#server/store/read-models/list-image-findings.ts';
import type { PackageFilter } from '#server/store/read-models/list-image-packages.ts';
import type { ImageListing } from '#server/store/read-models/list-images.ts';
import { byAdministrator, judgeEstate, policyOf } from '#tests/support/estate/judge-estate.ts';
import { type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { inventoryOf, packageOf } from '#tests/support/service/inventories.ts';
import { endAll } from '#tests/support/service/start-test-service.ts';

let estate: OpenEstate;

/** bad has a critical flaw with a fix, attacked and likely; mild a low one without. */
const matcher: SubjectMatcher = {
  build: 1,
  revision: 1,
  program: '1',
  inputs: () => '1'.padStart(16, '0'),
  endOfLife: () => undefined,
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
    secrets: [{ rule: 'r', title: 'Key', severity: 'high', masked: 'k…', place: { kind: 'env', name: 'K' } }],
  });
  await rematch(matcher, { store: estate.store, logger: silentLogger, signal: new AbortController().signal });
  const { policies } = estate.store;
  const scope = { registryIds: ['estate'], repositories: [], except: ['other/*'] };
  await policies.create('worst', policyOf('No worst ones', 'fail', critical, { scope }), byAdministrator);
  await judgeEstate(estate.store);
});

afterAll(() => endAll(estate));

async function found(filter: Omit<ImageListing, 'limit'>): Promise<readonly string[]> {
  const { items, total } = await estate.store.views.listImages({ ...filter, limit: 100 });
  expect(total).toBe(items.length);
  return items.map(({ repository, tags }) => `${repository.replace('registry.example/', '')}:${tags.join()}`).sort();
}

const critical = [{ type: 'severity', options: { level: 'critical' } }];
const npm = [{ type: 'package-type', options: { types: ['npm'] } }];

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
    ['EPSS between two steps', { epss: 0.8995 }, [first]],
    ['EPSS between two steps, on the lower of which an image is', { epss: 0.9005 }, []],
    ['vulnerability', { vulnerability: 'CVE-2026-0001' }, [first]],
    ['vulnerability by another name', { vulnerability: 'GHSA-aaaa' }, [first]],
    ['package', { package: 'bad' }, [first]],
    ['package and version', { package: 'clean@3' }, [tool]],
    ['package and other version', { package: 'clean@4' }, []],
    ['purl', { package: 'pkg:npm/mild@1' }, [second]],
    ['package with such a finding', { package: 'mild', severity: 'critical' }, []],
    ['package type', { packageType: 'npm' }, [tool, first, second]],
    ['coverage', { coverage: 'complete' }, [tool, first, second]],
    ['policies that fail', { policy: 'fail' }, [first]],
    ['policies that are kept', { policy: 'pass' }, [second]],
    ['no policies', { policy: 'none' }, [tool]],
    ['policies that warn', { policy: 'warn' }, []],
    ['a violated policy', { policyId: 'worst' }, [first]],
    ['a policy that there is not', { policyId: 'other' }, []],
    ['platform without variant', { platform: 'linux/arm64' }, [tool]],
    ['platform', { platform: 'linux/amd64' }, [first, second]],
    ['distro', { distro: 'debian' }, [second]],
    ['distro and release', { distro: 'debian:10' }, []],
    ['end of life', { endOfLife: true }, [second]],
    ['support that goes on', { endOfLife: false }, [tool, first]],
    ['end of life within days', { endOfLifeWithin: 90 }, [second]],
    ['label', { label: 'team' }, [tool]],
    ['label and value', { label: 'team=y' }, []],
    ['secrets', { secrets: true }, [tool]],
    ['no secrets', { secrets: false }, [first, second]],
    ['scanned since', { scannedSince: '2026-03-02T00:00:00Z' }, []],
    ['scanned before', { scannedBefore: '2026-03-02T00:00:00Z' }, [tool, first, second]],
    ['a time far from UTC', { scannedBefore: '2026-03-02T00:00:00+23:43' }, [tool, first, second]],
    ['a leap second', { scannedSince: '2026-12-31T23:59:60Z' }, []],
    ['an EPSS next to nothing', { epss: 3.4e-100 }, [first, second]],
    ['an EPSS as it is stored', { epss: 0.9 }, [first]],
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

  it('says what policies come to once images are judged, and nothing while that is under way', async () => {
    const { policies, views } = estate.store;
    const outcomes = async () => {
      const { items } = await views.listImages({ sort: 'name', limit: 10 });
      return items.map(({ policy: { outcome, failed } }) => [outcome, ...failed].join(' '));
    };
    expect((await outcomes()).toSorted()).toEqual(['fail No worst ones', 'none', 'pass']);
    await policies.create('npm', policyOf('No npm', 'warn', npm), byAdministrator);
    const all = (await found({})).toSorted();
    const areBeingJudged = async () => {
      expect([await found({ policy: 'pending' }), await found({ policy: 'fail' })]).toEqual([all, []]);
      expect([await found({ policy: 'pass' }), await found({ policy: 'none' })]).toEqual([[], []]);
    };
    expect((await outcomes()).toSorted()).toEqual(['pending', 'pending', 'pending No worst ones']);
    await areBeingJudged();
    await judgeEstate(estate.store);
    expect((await outcomes()).toSorted()).toEqual(['fail No worst ones No npm', 'warn No npm', 'warn No npm']);
    expect(await found({ policy: 'warn' })).toEqual([tool, second].toSorted());
    // Of one policy, what that one comes to.
    expect(await found({ policy: 'warn', policyId: 'npm' })).toEqual(all);
    expect(await found({ policy: 'fail', policyId: 'npm' })).toEqual([]);
    await policies.remove('npm');
    await areBeingJudged();
    await judgeEstate(estate.store);
    expect((await outcomes()).toSorted()).toEqual(['fail No worst ones', 'none', 'pass']);
    expect(await found({ policy: 'pass' })).toEqual([second]);
  });

  it('follows a tag that moves and a registry that is renamed', async () => {
    await save('team/moved', 'a', [[add('clean')]]);
    await save('team/moved', 'b', [[add('clean')]]);
    expect(await found({ q: 'moved' })).toEqual(['team/moved:a,b']);
    await sql`delete from tag where name = 'a'`.execute(estate.database.db);
    expect(await found({ q: 'moved b' })).toEqual(['team/moved:b']);
    await sql`update registry set name = 'Renamed' where id = 'estate'`.execute(estate.database.db);
    expect(await found({ q: 'renamed moved' })).toEqual(['team/moved:b']);
    await sql`update registry set name = 'Estate' where id = 'estate'`.execute(estate.database.db);
    await sql`delete from repository where name like '%moved'`.execute(estate.database.db);
  });
});

describe('repositories', () => {
  it('are those of the images asked for, with the worst of them and their sum', async () => {
    const { items } = await estate.store.views.listRepositories({ limit: 10 });
    expect(items[0]).toMatchObject({
      images: 2,
      failing: 1,
      findings: 1,
      allImages: { findings: 2, knownExploited: 1 },
    });
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
    expect((await estate.store.views.failingCounts()).get('estate')).toBe(1);
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

describe('an image', () => {
  const imageOf = async (tag: string) => {
    const { items } = await estate.store.views.listImages({ q: 'app', sort: 'tag', limit: 10 });
    return items.find(({ tags }) => tags.includes(tag))?.imageId ?? '';
  };

  it.each<[string, Omit<FindingFilter, 'limit'>, number]>([
    ['CVSS that nothing has', { cvss: 1 }, 0],
    ['EPSS', { epss: 0.5 }, 1],
    ['a higher EPSS', { epss: 0.95 }, 0],
    ['what the application brought', { origin: 'application' }, 1],
    ['what a base brought, where none is known', { origin: 'base' }, 0],
  ])('has its findings filtered by %s', async (_, filter, expected) => {
    const { views } = estate.store;
    expect(await views.listImageFindings(await imageOf('1'), { ...filter, limit: 10 })).toMatchObject({
      total: expected,
    });
  });

  it.each(['worst', 'package', 'published', 'severity', 'cvss', 'epss', 'vulnerability'] as const)(
    'has its findings sorted by %s',
    async (sort) => {
      for (const reverse of [false, true]) {
        const page = await estate.store.views.listImageFindings(await imageOf('1'), { sort, reverse, limit: 10 });
        expect(page?.items).toHaveLength(1);
      }
    },
  );

  it.each<[string, Omit<PackageFilter, 'limit'>, number]>([
    ['exploits', { exploitable: true }, 1],
    ['licence', { license: 'MIT' }, 0],
    ['layer', { layer: 0 }, 1],
    ['the application', { origin: 'application' }, 1],
  ])('has its packages filtered by %s', async (_, filter, expected) => {
    const { views } = estate.store;
    expect(await views.listImagePackages(await imageOf('1'), { ...filter, limit: 10 })).toMatchObject({
      total: expected,
    });
  });

  it('tells what secrets were found, and where', async () => {
    const { items } = await estate.store.views.listImages({ secrets: true, limit: 1 });
    const overview = await estate.store.views.imageOverview(items[0]?.imageId ?? '', new Date());
    expect(overview?.secrets).toEqual([
      { rule: 'r', title: 'Key', severity: 'high', masked: 'k…', place: 'env', name: 'K' },
    ]);
    expect(overview?.labels).toEqual({ team: 'x' });
  });
});

describe('a vulnerability', () => {
  it('tells of all packages that have it, and how many images hold them', async () => {
    const found = await estate.store.views.findVulnerability('GHSA-aaaa');
    expect(found).toMatchObject({
      vulnerabilityId: 'CVE-2026-0001',
      severity: 'critical',
      images: 1,
      packages: [{ name: 'bad', images: 1, fixVersions: ['2'] }],
    });
    expect(await estate.store.views.findVulnerability('CVE-1999-0001')).toBeUndefined();
  });

  it('tells in which repositories it is, and the first tag without it', async () => {
    const old = { created: '2026-01-01T00:00:00Z' };
    await sql`update image set config = config || ${JSON.stringify(old)}::jsonb where id in (
      select image_id from tag where name = '1')`.execute(estate.database.db);
    await sql`update image set config = config || '{"created": "2026-02-01T00:00:00Z"}' where id in (
      select image_id from tag where name = '2')`.execute(estate.database.db);
    expect(await estate.store.views.listVulnerableRepositories('CVE-2026-0001', { limit: 10 })).toEqual({
      items: [
        {
          registryId: 'estate',
          registryName: 'Estate',
          repository: 'registry.example/team/app',
          images: 1,
          tags: ['1'],
          firstTagWithout: '2',
        },
      ],
    });
    expect((await estate.store.views.listVulnerableRepositories('none', { limit: 10 })).items).toEqual([]);
    await sql`update image set config = config || '{"created": "1970-01-01T00:00:00Z"}'`.execute(estate.database.db);
    const undated = await estate.store.views.listVulnerableRepositories('CVE-2026-0001', { limit: 10 });
    expect(undated.items).toMatchObject([{ tags: ['1'], firstTagWithout: '2' }]);
  });
});

describe('a package', () => {
  it('tells of its versions and what is wrong with them', async () => {
    expect(await estate.store.views.findPackage('npm', 'bad')).toMatchObject({
      images: 1,
      versions: [{ version: '1', images: 1, findings: 1 }],
      vulnerabilities: [{ vulnerabilityId: 'CVE-2026-0001', severity: 'critical', fixVersions: ['2'], versions: 1 }],
    });
    expect(await estate.store.views.findPackage('deb', 'bad')).toBeUndefined();
  });
});

describe('a comparison', () => {
  it('tells what was added, fixed and kept, by tag or by digest', async () => {
    const { views } = estate.store;
    const compared = await views.compareImages('registry.example/team/app:1', 'registry.example/team/app:2');
    expect(compared).toMatchObject({
      from: { reference: 'registry.example/team/app:1' },
      added: 1,
      fixed: 1,
      common: 0,
      findings: [
        { change: 'fixed', vulnerabilityId: 'CVE-2026-0001', packageName: 'bad', before: '1' },
        { change: 'added', vulnerabilityId: 'CVE-2026-0002', packageName: 'mild', after: '1' },
      ],
      packages: [
        { name: 'bad', before: '1' },
        { name: 'mild', after: '1' },
      ],
    });
    const digest = 'from' in compared ? (compared.from?.imageId ?? '') : '';
    expect(await views.compareImages(digest, digest)).toMatchObject({ added: 0, fixed: 0, common: 1, packages: [] });
    expect(await views.compareImages(digest, 'none:1')).toEqual({ missing: 'none:1' });
  });
});

describe('searching all', () => {
  it.each([
    ['team', { repositories: [{ repository: 'registry.example/team/app' }], registries: [] }],
    ['estate', { registries: [{ registryId: 'estate' }] }],
    ['cve-2026', { vulnerabilities: [{ vulnerabilityId: 'CVE-2026-0002' }, { vulnerabilityId: 'CVE-2026-0001' }] }],
    ['mil', { packages: [{ type: 'npm', name: 'mild' }] }],
    ['old linux', { images: [{ tags: ['2'] }] }],
  ])('finds %s', async (q, expected) => {
    const found = await estate.store.views.searchAll(q);
    found.vulnerabilities.sort((a, b) => b.vulnerabilityId.localeCompare(a.vulnerabilityId));
    expect(found).toMatchObject(expected);
  });
});

describe('the dashboard', () => {
  const day = (text: string) => new Date(`${text}T12:00:00Z`);

  it('shows how it stands, how it went, and what to look at first', async () => {
    const today = new Date();
    await estate.store.trends.record(new Date(today.getTime() - 86_400_000));
    await estate.store.trends.record(today);
    const whole = await estate.store.views.dashboard(undefined, today);
    expect(whole).toMatchObject({
      images: 3,
      allImages: { findings: 2, knownExploited: 1 },
      coverage: { complete: 3, partial: 0 },
      registries: [{ registryId: 'estate', images: 3 }],
      news: { vulnerabilities: 0, items: [] },
    });
    expect(whole.trend.map(({ images, knownExploited }) => [images, knownExploited])).toEqual([
      [3, 1],
      [3, 1],
    ]);
    expect(whole.worstImages[0]).toMatchObject({ tags: ['1'] });
  });

  it('knows when somebody was here before; a visit ends with half an hour of silence', async () => {
    const { accounts, trends } = estate.store;
    await accounts.create({ id: 'a', username: 'a', passwordHash: '', role: 'reader' });
    expect(await trends.visit('a', day('2026-01-01'))).toBeUndefined();
    expect(await trends.visit('a', new Date('2026-01-01T12:10:00Z'))).toBeUndefined();
    expect(await trends.visit('a', day('2026-01-03'))).toEqual(new Date('2026-01-01T12:10:00Z'));
    expect(await trends.visit('a', new Date('2026-01-03T12:20:00Z'))).toEqual(new Date('2026-01-01T12:10:00Z'));
  });

  it('names what is new since then, once for each vulnerability', async () => {
    const { db } = estate.database;
    await sql`insert into advisory_build (id, revision) values (1, 1) on conflict do nothing`.execute(db);
    await sql`insert into finding_event (kind, package_id, vulnerability_id, severity, build, recorded_at)
      select 'new', id, 'CVE-2026-0009', 'high', 1, '2026-02-01' from package`.execute(db);
    const { news } = await estate.store.views.dashboard(day('2026-01-01'), day('2026-02-02'));
    expect(news).toMatchObject({ vulnerabilities: 1, items: [{ vulnerabilityId: 'CVE-2026-0009', severity: 'high' }] });
    expect((await estate.store.views.dashboard(day('2026-02-02'), day('2026-02-02'))).news.vulnerabilities).toBe(0);
  });
});

describe('the queue', () => {
  it('tells its pace, what is left, and since when the oldest waits', async () => {
    const { db } = estate.database;
    await sql`delete from scan`.execute(db);
    expect(await estate.store.views.queueCounts()).toEqual({ queued: 0, running: 0, failed: 0, endedLastHour: 0 });
    await sql`insert into scan (id, reference, state, started_at, finished_at, created_at) values
      ('d1', 'a', 'done', now() - interval '1000 s', now() - interval '500 s', now()),
      ('d2', 'b', 'failed', now() - interval '500 s', now(), now()),
      ('d3', 'c', 'done', now() - interval '3 h', now() - interval '2 h', now()),
      ('q1', 'd', 'queued', null, null, '2026-01-01'), ('q2', 'e', 'queued', null, null, '2026-01-02')`.execute(db);
    const counts = await estate.store.views.queueCounts();
    expect(counts).toMatchObject({
      queued: 2,
      failed: 1,
      endedLastHour: 2,
      oldestQueuedAt: '2026-01-01T00:00:00.000Z',
    });
    // Two minutes may pass meanwhile.
    expect([6, 7]).toContain(counts.scansPerHour);
    expect(counts.secondsLeft).toBeGreaterThanOrEqual(1000);
    expect(counts.secondsLeft).toBeLessThan(1120);
  });
});

describe('indexes', () => {
  it.each([
    ['words are searched', `select from repository_image where search like '%tool%'`, 'repository_image_search_words'],
    ['a package is asked for', `select from package where name = 'bad'`, 'package_name'],
    [
      'a later scan of an image is looked for',
      `select from scan where reference = 'a' and platform = '' and sequence > 1`,
      'scan_of_image',
    ],
    ['EPSS is asked for', `select from vulnerability where epss >= 0.5`, 'vulnerability_epss'],
  ])('are used where %s', async (_, query, index) => {
    const plan = await estate.database.db.connection().execute(async (connection) => {
      await sql`set enable_seqscan = off`.execute(connection);
      return sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(connection);
    });
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
  });
});

describe('findings in groups', () => {
  const read = async (filter: Omit<FindingFilter, 'limit'>, limit = 10) => {
    const { items } = await estate.store.views.listImages({ q: 'grouped', limit: 1 });
    const page = await estate.store.views.listImageFindings(items[0]?.imageId ?? '', { ...filter, limit });
    return { ...page, rows: page?.items.map(({ vulnerabilityId, packages }) => `${vulnerabilityId} ${packages}`) };
  };

  // After all else, which counts images.
  beforeAll(async () => {
    await save('team/grouped', '1', [[add('mild'), add('bad'), add('bad', '1.1')]]);
    await rematch(matcher, { store: estate.store, logger: silentLogger, signal: new AbortController().signal });
  });

  it.each<[string, Omit<FindingFilter, 'limit'>, readonly string[]]>([
    ['one for each vulnerability', {}, ['CVE-2026-0001 2', 'CVE-2026-0002 1']],
    ['the other way round', { reverse: true }, ['CVE-2026-0002 1', 'CVE-2026-0001 2']],
    ['by package', { sort: 'package' }, ['CVE-2026-0001 2', 'CVE-2026-0002 1']],
    ['only what is asked for', { q: '1.1', packageName: 'mild' }, []],
    ['of one severity', { onlySeverity: 'low' }, ['CVE-2026-0002 1']],
    ['by EPSS', { sort: 'epss', epss: 0.5 }, ['CVE-2026-0001 2']],
  ])('are %s', async (_, filter, expected) => {
    const { rows, total } = await read({ ...filter, grouped: true });
    expect(rows).toEqual(expected);
    expect(total).toBe(expected.length);
  });

  it('are paged as the others', async () => {
    const first = await read({ grouped: true }, 1);
    expect(first.rows).toEqual(['CVE-2026-0001 2']);
    const { rows } = await read({ grouped: true, cursor: first.nextCursor }, 1);
    expect(rows).toEqual(['CVE-2026-0002 1']);
  });

  it('say nothing of other packages where they stand alone', async () => {
    expect((await read({})).rows).toEqual([
      'CVE-2026-0001 undefined',
      'CVE-2026-0001 undefined',
      'CVE-2026-0002 undefined',
    ]);
  });
});
