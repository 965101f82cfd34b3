import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindsOf, readFeed } from '#tests/support/feeds/read-feed.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { nodejsCore } from './nodejs-core.ts';

const read = (value: unknown) => readFeed(nodejsCore, JSON.stringify(value));

async function rangesOf(vulnerable: string, patched: string): Promise<unknown> {
  const [record] = await read({ 1: { vulnerable, patched } });
  return record?.kind === 'advisory'
    ? record.advisory.affected[0]?.ranges.map(({ events }) =>
        events.map((event) => Object.entries(event).flat().join(' ')).join(', '),
      )
    : record;
}

describe('nodejsCore', () => {
  it('reads a record', async () => {
    const record = {
      cve: ['CVE-2026-0001'],
      vulnerable: '20.x',
      patched: '^20.1.1',
      ref: 'https://example.com/post',
      description: 'A flaw',
      overview: 'More of it\nand more',
      severity: 'high',
    };
    expect(await read({ 7: record })).toEqual([
      {
        kind: 'advisory',
        advisory: expect.objectContaining({
          id: 'NODEJS-CORE-7',
          aliases: ['CVE-2026-0001'],
          summary: 'A flaw',
          details: 'More of it\nand more',
          severities: [{ by: 'Node.js', kind: 'vendor', severity: 'high' }],
          references: [{ kind: 'advisory', url: 'https://example.com/post' }],
          affected: [expect.objectContaining({ ecosystem: 'Node.js', packageName: 'node' })],
        }),
      },
    ]);
  });

  it.each([
    [
      'lines with fixes',
      '18.x || 20.x',
      '^18.2.3 || ^20.1.1',
      ['introduced 18.0.0, fixed 18.2.3', 'introduced 20.0.0, fixed 20.1.1'],
    ],
    [
      'a line without fix',
      '18.x || 19.x',
      '^18.2.3',
      ['introduced 18.0.0, fixed 18.2.3', 'introduced 19.0.0, limit 20.0.0'],
    ],
    ['lines before 1.0', '0.10.x', '^0.10.48 || ^0.12.17', ['introduced 0.10.0, fixed 0.10.48']],
    ['a narrower line', '9.7.x', '^9.10.0', ['introduced 9.7.0, limit 9.8.0']],
    ['one version', '8.5.0', '^8.6.0', ['introduced 8.5.0, limit 8.5.1']],
    ['from a version on', '^4.8.2', '^4.8.4', ['introduced 4.8.2, fixed 4.8.4']],
    ['a span', '>=6.0.0 <6.2.0', '', ['introduced 6.0.0, fixed 6.2.0']],
    ['everything up to a line', '<= 10', '>= 10.9.0', ['introduced 0, fixed 10.9.0']],
  ])('understands %s', async (_, vulnerable, patched, expected) => {
    expect(await rangesOf(vulnerable, patched)).toEqual(expected);
  });

  it.each([
    ['no versions', { 1: {} }, '1', 'names no vulnerable versions that can be read'],
    ['a text', { 1: 'x' }, '1', 'is no JSON object'],
    ['a key that is no number', { x: { vulnerable: '1.x' } }, 'x', 'has no number'],
  ])('names a record with %s', async (_, value, name, reason) => {
    expect(await read(value)).toEqual([{ kind: 'bad', name, reason }]);
  });

  it.skipIf(missingShared('feeds/nodejs-core/index.json'))(
    'reads every real record, and every line of it [needs ../shared]',
    async () => {
      const bytes = readFileSync(join(sharedDirectory, 'feeds/nodejs-core/index.json'));
      const records = await readFeed(nodejsCore, bytes);
      expect(new Set(kindsOf(records))).toEqual(new Set(['advisory']));
      const real: Record<string, { vulnerable: string }> = JSON.parse(bytes.toString());
      const lines = Object.values(real).map(({ vulnerable }) => vulnerable.split('||').length);
      expect(records.map((one) => (one.kind === 'advisory' ? one.advisory.affected[0]?.ranges.length : 0))).toEqual(
        lines,
      );
    },
  );
});
