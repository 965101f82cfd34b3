import { describe, expect, it } from 'vitest';
import { RegistryError } from '#engine/registry/index.ts';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { scanRegistry } from './scan-registry.ts';

interface Setting {
  readonly path?: string;
  readonly named?: readonly string[];
  /** Tags by repository; an error where they cannot be listed. */
  readonly holds: Readonly<Record<string, readonly string[] | RegistryError>>;
  readonly catalog?: RegistryError;
}

/** Runs the job against a made-up registry; returns the references queued and what was written down. */
async function run({ path = 'registry.example', named = [], holds, catalog }: Setting) {
  const log: string[] = [];
  const scans: string[] = [];
  const client = {
    listRepositories: async function* () {
      if (catalog !== undefined) throw catalog;
      for (const name of Object.keys(holds)) yield { name };
    },
    listTags: async function* (repository: string) {
      const tags = holds[repository] ?? [];
      if (tags instanceof RegistryError) throw tags;
      for (const name of tags) yield { name };
    },
  };
  const store = {
    runs: recorder(log, { get: { id: 'r', registryId: 'g', state: 'queued' } }),
    registries: { get: async () => ({ id: 'g', path, repositories: named }) },
    scans: {
      create: async (scan: { id: string; reference: string }) => {
        scans.push(scan.reference);
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
  return { scans, log, outcome };
}

describe('scan-registry', () => {
  it('queues a scan for every tag of every repository, and counts them', async () => {
    const { scans, log } = await run({ holds: { a: ['1', '2'], 'b/c': ['x'], empty: [] } });
    expect(scans).toEqual(['registry.example/a:1', 'registry.example/a:2', 'registry.example/b/c:x']);
    expect(log.at(-2)).toMatch(/"repositories":3,"found":3,"state":"scanning"/);
    expect(log.at(-1)).toBe('finishIfDone("r")');
  });

  it('keeps to the path of its connection, in whole components', async () => {
    const holds = { team: ['1'], 'team/app': ['1'], 'team-two/app': ['1'], other: ['1'] };
    const { scans } = await run({ path: 'registry.example:5000/team', holds });
    expect(scans).toEqual(['registry.example:5000/team:1', 'registry.example:5000/team/app:1']);
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
});
