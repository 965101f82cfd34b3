import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { record } from '#tests/support/feeds/update.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';

const advisories = (...args: readonly string[]) => runPlimsoll(['advisories', ...args]);

describe('plimsoll advisories', () => {
  it('updates, says what changed, and carries the database to another place, where nothing bad or older replaces it', async () => {
    const directory = temporaryDirectory();
    const [here, there] = [join(directory, 'here.db'), join(directory, 'there.db')];
    const files = ['1', '2'].map((name) => join(directory, `${name}.plimsoll`));
    const [first = '', second = ''] = files;
    const mirror = await writeMirror(join(directory, 'mirror'), { osv: { npm: [record('GHSA-1', 'npm', 'left')] } });
    const update = ['update', '--from', mirror, '--advisories', here];
    expect((await advisories(...update)).stdout).toContain('Built: revision 1 of');
    expect(await advisories('export', first, '--advisories', here)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Wrote revision 1') as string,
    });
    await writeMirror(mirror, { osv: { npm: [record('GHSA-1', 'npm', 'left'), record('GHSA-2', 'npm', 'right')] } });
    expect((await advisories(...update)).stdout).toContain(
      'It says something else than the last one of 1 package name.',
    );
    await advisories('export', second, '--advisories', here);
    expect(await advisories('import', second, '--advisories', there)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Imported revision 2') as string,
    });

    const older = await advisories('import', first, '--advisories', there);
    expect(older).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('--force') as string });
    truncateSync(second, 1000);
    const damaged = await advisories('import', second, '--advisories', there);
    expect(damaged).toMatchObject({ status: 3, stderr: expect.stringContaining(`${second} is damaged`) as string });
    expect(readFileSync(there).equals(readFileSync(here))).toBe(true);

    expect((await advisories('import', first, '--force', '--advisories', there)).stdout).toContain(
      'Before: revision 2',
    );
    const { stdout } = await advisories('status', '--advisories', there);
    expect(stdout).toMatch(/^Revision 1, built .* ago\), \d+\.\d MiB\nosv\/npm +1 records/);
  });
});
