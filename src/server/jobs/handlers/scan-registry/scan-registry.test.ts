import { describe, expect, it } from 'vitest';
import { defaultFilters, type RegistryFilters } from '#core/registry-filters.ts';
import { type ListedTag, RegistryError } from '#engine/registry/index.ts';
import type { RunTag } from '#server/store/index.ts';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { scanRegistry } from './scan-registry.ts';

interface Setting {
  readonly path?: string;
  readonly named?: readonly string[];
  /** Tags by repository; an error where they cannot be listed. */
  readonly holds: Readonly<Record<string, readonly string[] | RegistryError>>;
  readonly catalog?: RegistryError;
  readonly filters?: Partial<RegistryFilters>;
  readonly isDry?: boolean;
  readonly platforms?: readonly string[];
  /** What it decided before it was interrupted. */
  readonly before?: readonly RunTag[];
  /** Tags that each repository has besides, of which the listing tells more. */
  readonly listed?: readonly ListedTag[];
}

const stored = {
  id: 'r',
  registryId: 'g',
  repositories: 0,
  counts: { found: 0, dropped: 0, artifacts: 0 },
};

/** Runs the job against a made-up registry; returns the references queued and what was written down. */
async function run({
  path = 'registry.example',
  named = [],
  holds,
  catalog,
  filters = {},
  isDry = false,
  listed = [],
  platforms = [],
  before,
}: Setting) {
  const log: string[] = [];
  const scans: string[] = [];
  const decided: string[] = [];
  const pushes: string[] = [];
  const client = {
    listRepositories: async function* () {
      if (catalog !== undefined) throw catalog;
      for (const name of Object.keys(holds)) yield { name };
    },
    listTags: async function* (repository: string) {
      const tags = holds[repository] ?? [];
      if (tags instanceof RegistryError) throw tags;
      yield* listed;
      for (const name of tags) yield { name };
    },
    headManifest: () => Promise.reject(new RegistryError('registry/not-found', 'not asked for here')),
  };
  const store = {
    runOutcomes: recorder(log),
    images: { addUnchanged: async () => false, hold: async () => undefined },
    runs: recorder(log, {
      advance: true,
      hold: true,
      get: { ...stored, state: before === undefined ? 'queued' : 'listing', isDry },
    }),
    registries: {
      get: async () => ({ id: 'g', path, repositories: named, platforms, filters: { ...defaultFilters, ...filters } }),
    },
    artifacts: recorder([]),
    tags: recorder([]),
    pushes: recorder(pushes),
    referrers: { due: async () => new Set() },
    manifests: { facts: async () => new Map(), keep: async () => undefined },
    runTags: {
      ofRepository: async (_run: string, name: string) =>
        (before ?? []).filter(({ repository }) => repository === name),
      record: async (_run: string, tags: readonly RunTag[]) => {
        for (const one of tags) decided.push(`${one.repository}:${one.tag ?? ''} ${one.rule ?? 'kept'}`);
      },
      summarise: async () => void log.push('summarise'),
    },
    scans: {
      create: async (scan: { id: string; reference: string; platform: string }) => {
        scans.push([scan.reference, scan.platform].filter(Boolean).join(' '));
        return { scan, isNew: true };
      },
      createFailed: async ({ reference }: { reference: string }, { code }: { code: string }) =>
        void log.push(`failed ${reference} ${code}`),
    },
    transaction: (write: (within: undefined) => Promise<void>) => write(undefined),
  };
  const registries = {
    use: (_registry: unknown, _signal: unknown, use: (one: typeof client) => unknown) => use(client),
  };
  const context = jobContextWith<JobContext>({ store, registries, queue: recorder([]) });
  const outcome = await scanRegistry.run({ runId: 'r' }, context).then(
    () => undefined,
    (error: unknown) => error,
  );
  // Several repositories are listed at the same time.
  return { scans: scans.toSorted(), log, decided: decided.toSorted(), pushes, outcome };
}

describe('scan-registry', () => {
  it('queues a scan for every tag of every repository, and counts them', async () => {
    const { scans, log } = await run({ holds: { a: ['1', '2'], 'b/c': ['x'], empty: [] } });
    expect(scans).toEqual(['registry.example/a:1', 'registry.example/a:2', 'registry.example/b/c:x']);
    expect(log.at(-2)).toMatch(/"repositories":3,"found":3,"dropped":0,"artifacts":0,"state":"scanning"/);
    expect(log.at(-1)).toBe('finishIfDone("r")');
  });

  it('keeps to the path of its connection, in whole components', async () => {
    const holds = { team: ['1'], 'team/app': ['1'], 'team-two/app': ['1'], other: ['1'] };
    const { scans } = await run({ path: 'registry.example:5000/team', holds });
    expect(scans).toEqual(['registry.example:5000/team/app:1', 'registry.example:5000/team:1']);
  });

  it('asks for no list where repositories are named', async () => {
    const catalog = new RegistryError('registry/catalog-unsupported', 'none');
    expect((await run({ named: ['a'], holds: { a: ['1'] }, catalog })).scans).toEqual(['registry.example/a:1']);
  });

  it('says what to do where the registry lists none', async () => {
    const catalog = new RegistryError('registry/catalog-unsupported', 'it lists none');
    const { outcome } = await run({ holds: {}, catalog });
    expect(outcome).toMatchObject({
      code: 'jobs/repositories-not-listed',
      message: expect.stringContaining('Name the') as string,
    });
  });

  it('goes on where one repository cannot be listed, and keeps which', async () => {
    const { scans, log } = await run({ holds: { a: new RegistryError('registry/forbidden', 'no'), b: ['1'] } });
    expect(scans).toEqual(['registry.example/b:1']);
    expect(log).toContain('failed registry.example/a registry/forbidden');
  });

  it('takes no hostile name for a repository', async () => {
    const { scans, log } = await run({ holds: { '../../etc': ['1'] } });
    expect(scans).toEqual([]);
    expect(log).toContain('failed registry.example/../../etc registry/protocol');
  });

  it('queues only what the filters keep, and writes down what drops the rest', async () => {
    const filters = { exclude: [':dev'], newestTags: 1, maxRepositories: 2 };
    const holds = { a: ['1.0', '2.0', 'dev'], b: ['1'], c: ['1'] };
    const { scans, decided, log } = await run({ holds, filters });
    expect(scans).toEqual(['registry.example/a:2.0', 'registry.example/b:1']);
    expect(decided).toEqual(['a:1.0 newest', 'a:2.0 kept', 'a:dev exclude', 'b:1 kept', 'c: repositories']);
    expect(log.at(-2)).toMatch(/"repositories":3,"found":4,"dropped":2/);
  });

  it('queues nothing in a dry run, and decides the same', async () => {
    const holds = { a: ['1.0', '2.0'], b: new RegistryError('registry/forbidden', 'no') };
    const { scans, decided, log } = await run({ holds, filters: { newestTags: 1 }, isDry: true });
    expect(scans).toEqual([]);
    expect(decided).toEqual(['a:1.0 newest', 'a:2.0 kept']);
    expect(log.join()).not.toContain('failed registry.example/b');
  });

  it('goes on where it was interrupted, and asks for nothing again that it has decided on', async () => {
    const row = { repository: 'a', digest: undefined, size: undefined, date: undefined, reason: undefined };
    const before: readonly RunTag[] = [
      { ...row, tag: '1', rule: 'newest' },
      { ...row, tag: '2', rule: undefined },
    ];
    const holds = { a: new RegistryError('registry/unavailable', 'not asked for here'), b: ['1'] };
    const { scans, decided, log, outcome } = await run({ holds, before });
    expect(outcome).toBeUndefined();
    expect(scans).toEqual(['registry.example/a:2', 'registry.example/b:1']);
    expect(decided).toEqual(['a:1 newest', 'a:2 kept', 'b:1 kept']);
    expect(log.at(-2)).toMatch(/"repositories":2,"found":3,"dropped":1/);
  });

  it('asks for nothing that the listing tells, and takes the push time', async () => {
    const pushedAt = new Date('2020-01-01');
    const listed = { name: 'old', pushedAt, createdAt: new Date('2025-12-31') };
    const { decided, pushes } = await run({ holds: { a: ['1'] }, listed: [listed] });
    expect(decided).toEqual(['a:1 kept', 'a:old age']);
    expect(pushes).toEqual([
      expect.stringMatching(/"tags":\["old","1"\],"pushes":\[\{"tag":"old","pushedAt":"2020-01-01/),
    ]);
  });

  it('queues a scan for each platform of the settings', async () => {
    const { scans } = await run({ holds: { a: ['1'] }, platforms: ['linux/amd64', 'linux/arm64'] });
    expect(scans).toEqual(['registry.example/a:1 linux/amd64', 'registry.example/a:1 linux/arm64']);
  });
});
