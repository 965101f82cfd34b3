import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Affected } from '#core/advisory.ts';
import { defaultLimits } from '#core/limits.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import type { FeedRecord } from '../../advisory-source.ts';
import { readZip } from '../../zip/read-zip.ts';
import { osv } from './osv.ts';

const root = join(sharedDirectory, 'feeds/osv');
const isMissing = missingShared('feeds/osv');
const ecosystems = isMissing ? [] : readdirSync(root).filter((name) => existsSync(join(root, name, 'all.zip')));
const context = { limits: defaultLimits, signal: new AbortController().signal };

async function read(files: readonly string[]): Promise<readonly FeedRecord[]> {
  const feed = { name: 'osv/x', files: files.map((path) => ({ name: path, path })) };
  const records: FeedRecord[] = [];
  for await (const record of osv.parse(feed, context)) records.push(record);
  return records;
}

const textOf = (entry: Affected) =>
  JSON.stringify([entry.ecosystem, entry.release, entry.packageName, entry.ranges.length, entry.versions.length]);

describe.skipIf(isMissing)('the real OSV feed [needs ../shared]', () => {
  it.each(ecosystems)(
    'of %s loads whole: no record is bad, no range and no package is lost',
    async (ecosystem) => {
      const path = join(root, ecosystem, 'all.zip');
      const records = await read([path]);
      expect(records.filter(({ kind }) => kind !== 'advisory')).toEqual([]);
      let index = 0;
      for await (const entry of readZip(path, defaultLimits)) {
        const raw = 'bytes' in entry ? JSON.parse(Buffer.from(entry.bytes).toString()) : {};
        const record = records[index++];
        const advisory = record?.kind === 'advisory' ? record.advisory : undefined;
        const named = (raw.affected ?? []).filter((one: Record<string, unknown>) => one.package !== undefined);
        const expected = named.map(
          (one: { package: { ecosystem: string; name: string }; ranges?: []; versions?: [] }) => {
            const [name, release] = one.package.ecosystem.split(/:(.*)/, 2);
            return JSON.stringify([
              name,
              release,
              one.package.name,
              one.ranges?.length ?? 0,
              one.versions?.length ?? 0,
            ]);
          },
        );
        expect([advisory?.id, advisory?.affected.map(textOf)]).toEqual([raw.id, expected]);
        const isWithdrawn =
          raw.withdrawn !== undefined || /^(?:Rejected reason:|\*\* REJECT \*\*)/.test(raw.details ?? '');
        expect([advisory?.id, advisory?.withdrawn !== undefined]).toEqual([raw.id, isWithdrawn]);
      }
      expect(index).toBe(records.length);
    },
    60_000,
  );

  it('as its bucket has single records loads too', async () => {
    const directory = join(sharedDirectory, 'feeds/osv-bucket-samples/Debian');
    const records = await read(readdirSync(directory).map((name) => join(directory, name)));
    expect(records.map((record) => (record.kind === 'advisory' ? record.advisory.upstream.length : record))).toEqual([
      1, 1,
    ]);
  });
});
