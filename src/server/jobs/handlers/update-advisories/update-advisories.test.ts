import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { record } from '#tests/support/feeds/update.ts';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { updateAdvisories } from './update-advisories.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-update-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('update-advisories', () => {
  it('builds the database and has everything matched with it', async () => {
    const from = await writeMirror(join(directory, 'mirror'), { osv: { npm: [record('GHSA-1', 'npm', 'a')] } });
    const state: string[] = [];
    const queued: string[] = [];
    const context = jobContextWith<JobContext>({
      store: { advisories: recorder(state) },
      queue: recorder(queued),
      advisories: { path: join(directory, 'advisories.db'), from },
    });
    await updateAdvisories.run({}, context);
    expect([state[0], state.at(-1)]).toEqual(['beginUpdate()', 'endUpdate()']);
    expect(queued).toEqual([expect.stringContaining('rematch-packages')]);
  });

  it('says how to go on without the network where it fails', async () => {
    const state: string[] = [];
    const context = jobContextWith<JobContext>({ store: { advisories: recorder(state) } });
    await updateAdvisories.failed?.({}, { error: new Error('no route to host.'), willRetry: false }, context);
    expect(state).toEqual([
      expect.stringMatching(/^endUpdate\("no route to host\. Where .*advisories update --from DIR/),
    ]);
  });
});
