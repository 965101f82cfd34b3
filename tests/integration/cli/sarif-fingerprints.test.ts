import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { updateFrom } from '#tests/support/feeds/update.ts';
import { writeOciLayout } from '#tests/support/image-builder.ts';
import { runCliHere } from '#tests/support/run-cli-here.ts';
import { npmFlaws } from '#tests/support/service/npm-flaws.ts';
import { npmImage } from '#tests/support/service/npm-images.ts';

let directory: string;
let advisories: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-sarif-'));
  const from = await writeMirror(join(directory, 'mirror'), npmFlaws);
  ({ path: advisories } = await updateFrom(join(directory, 'advisories.db'), { from, now: () => new Date() }));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

type Fingerprints = Readonly<Record<string, string>>;
type Results = readonly { readonly ruleId: string; readonly partialFingerprints: Fingerprints }[];

/** What a scan of an image of these packages says: rule and fingerprints of each result. */
async function fingerprintsOf(name: string, packages: readonly string[]) {
  const layout = await writeOciLayout(join(directory, name), [{ image: npmImage(packages), tag: '1' }]);
  const policy = ['--policy', 'template:image-hygiene', '--policy', 'template:severe-with-fix'];
  const args = ['scan', `oci:${layout}:1`, '--advisories', advisories, '--no-cache', '--format', 'sarif', ...policy];
  const { status, stdout, stderr } = await runCliHere(args);
  // It runs as root, which the template does not let pass.
  expect([status, stderr]).toEqual([1, expect.stringContaining('violates')]);
  const { results } = JSON.parse(stdout).runs[0] as { readonly results: Results };
  return results.map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints] as const);
}

describe('fingerprints of SARIF results', () => {
  it('are the same in the next scan, also where another package has changed', async () => {
    const first = await fingerprintsOf('first', ['left@1.0.0', 'right@1.0.0', 'other@1.0.0']);
    expect(first.map(([ruleId]) => ruleId)).toEqual(['CVE-2026-0001', 'GHSA-bbbb', 'policy/image-hygiene/root']);
    expect(await fingerprintsOf('again', ['left@1.0.0', 'right@1.0.0', 'other@1.0.0'])).toEqual(first);
    expect(await fingerprintsOf('other', ['left@1.0.0', 'right@1.0.0', 'other@2.0.0', 'more@1.0.0'])).toEqual(first);
  });

  it('are of one result each, and others once the package itself is another', async () => {
    const first = await fingerprintsOf('first', ['left@1.0.0', 'right@1.0.0']);
    const moved = await fingerprintsOf('moved', ['left@1.0.1', 'right@1.0.0']);
    const values = [...first, moved[0]].map((one) => JSON.stringify(one?.[1]));
    expect(new Set(values).size).toBe(4);
    expect(moved.slice(1)).toEqual(first.slice(1));
  });
});
