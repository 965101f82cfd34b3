import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { type AdvisoryDatabase, openAdvisoryDatabase, type UpdateResult } from '#engine/advisories/index.ts';
import { imageRiskScore } from '#engine/match/index.ts';
import { scanImage } from '#engine/scan-image.ts';
import { updateFrom } from '#tests/support/feeds/update.ts';
import { sharedImage } from '#tests/support/open-shared-image.ts';
import { missingShared, repositoryRoot, sharedDirectory } from '#tests/support/requirements.ts';

const feeds = join(sharedDirectory, 'feeds');
const changelog = join(feeds, 'derived/Debian-changelog/all.zip');
const images = [
  'alpine-3.9.4.docker-archive.tar.gz',
  'debian-bookworm_12.15-main.oci.tar',
  'debian-bookworm_12.15-sec.oci.tar',
];
const needed = ['feeds/osv', 'feeds/derived/Debian-changelog/all.zip', ...images.map((image) => `images/${image}`)];

describe.skipIf(missingShared(...needed))('real advisories [needs ../shared]', () => {
  let directory = '';
  let result: UpdateResult;
  let database: AdvisoryDatabase;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plimsoll-advisories-'));
    result = await updateFrom(join(directory, 'advisories.sqlite'), { from: feeds, own: [changelog] });
    database = openAdvisoryDatabase(result.path);
  });

  afterAll(async () => {
    database.close();
    await rm(directory, { recursive: true });
  });

  const scan = (image: string): Promise<ScanReport> =>
    scanImage(sharedImage(image), {
      advisories: database,
      registryOf: () => {
        throw new Error('a local image needs no registry');
      },
      toolVersion: 'test',
      temporaryDirectory: directory,
      limits: defaultLimits,
      logger: silentLogger,
      now: () => new Date('2026-02-04T00:00:00Z'),
      signal: new AbortController().signal,
    });

  it('every record loads, or is counted as bad and named', () => {
    const entries = (feed: string) => countZipEntries(join(feeds, feed, 'all.zip'));
    for (const { name, state, records, bad, badRecords } of result.sources) {
      expect([name, state]).toEqual([name, 'loaded']);
      expect(badRecords).toHaveLength(Math.min(bad, 20));
      if (name.startsWith('osv/')) expect([name, records + bad]).toEqual([name, entries(name)]);
    }
    // One line of the list of vectors holds none that is valid.
    const bad = result.sources.filter((source) => source.bad > 0);
    expect(bad.map((source) => [source.name, source.bad])).toEqual([['cvss-list', 1]]);
  });

  it('Alpine 3.9.4: 26 findings over its 14 packages', async () => {
    const report = await scan('alpine-3.9.4.docker-archive.tar.gz');
    expect(report.packages).toHaveLength(14);
    expect(report.findings).toHaveLength(26);
    expect(new Set(report.findings.map(({ vulnerabilityId }) => vulnerabilityId)).size).toBe(13);
    expect(report.problems.filter(({ stage }) => stage === 'match')).toEqual([]);
    expect(report.findings.every(({ fix }) => fix.state === 'fixed')).toBe(true);
    expect(imageRiskScore(report.findings)).toBeGreaterThan(0);
  });

  it('Debian 12 without its security updates has findings, and with them none of the set made from its changelogs', async () => {
    const main = await scan('debian-bookworm_12.15-main.oci.tar');
    const updated = await scan('debian-bookworm_12.15-sec.oci.tar');
    expect(main.findings.length).toBeGreaterThan(50);
    expect(main.findings.every(({ evidence }) => evidence.every(({ source }) => source === 'own'))).toBe(true);
    expect(updated.findings).toEqual([]);
  });

  it('an update that is killed leaves the last database as it was', async () => {
    const before = readFileSync(result.path);
    const options = JSON.stringify({ path: result.path, from: feeds });
    const script = `import { updateFrom } from '#tests/support/feeds/update.ts'; await updateFrom(${JSON.stringify(result.path)}, ${options});`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      cwd: repositoryRoot,
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    await appears(dirname(result.path), (name) => name.includes('.build-'));
    child.kill('SIGKILL');
    await exited;
    expect(child.signalCode).toBe('SIGKILL');
    expect(readFileSync(result.path).equals(before)).toBe(true);
    openAdvisoryDatabase(result.path).close();
  });
});

/** The number of entries, from the end record of a zip without comment. */
function countZipEntries(path: string): number {
  expect(existsSync(path)).toBe(true);
  return readFileSync(path).readUInt16LE(statSync(path).size - 22 + 10);
}

/** Waits until a name that fits appears in a directory. */
async function appears(directory: string, fits: (name: string) => boolean): Promise<void> {
  const watcher = watch(directory);
  try {
    for await (const [, name] of onChange(watcher)) if (fits(String(name))) return;
  } finally {
    watcher.close();
  }
}

async function* onChange(watcher: ReturnType<typeof watch>): AsyncGenerator<readonly unknown[]> {
  for (;;) yield await once(watcher, 'change');
}
