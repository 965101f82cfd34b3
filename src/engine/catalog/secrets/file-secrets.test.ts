import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage } from '#tests/support/build-image.ts';
import { catalogAndClose, catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import { openLocalImage } from '#tests/support/open-shared-image.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';
import { secretReader } from './secret-reader.ts';

const token = `ghp_${'A7bQ9xK2mZ4vR8tN1cW5yL3jH6sG0pDfEuBi'}`;
const file = (path: string, content: string) => ({ path, content });

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-secrets-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('secrets in files', () => {
  const layers = [
    {
      files: [
        file('root/.netrc', `machine x\nlogin y\npassword ${token}\n`),
        file('app/kept.env', `A=1\nB=2\nGH=${token}\n`),
        file('app/blob.bin', `\0\0${token}`),
      ],
    },
    { whiteouts: ['root/.netrc'] },
  ];

  it('are not looked for unless asked', async () => {
    expect((await catalogBuiltImage(directory, layers)).secrets).toEqual([]);
  });

  it('are found in all layers, also where an upper layer deletes the file, and not in binary files', async () => {
    const inventory = await catalogBuiltImage(directory, layers, { secretsInFiles: true });
    expect(inventory.secrets.map(({ rule, masked, place }) => ({ rule, masked, place }))).toEqual([
      {
        rule: 'github-token',
        masked: 'ghp_…(40 characters)',
        place: { kind: 'file', path: 'root/.netrc', line: 3, layer: inventory.layers[0]?.diffId, removed: true },
      },
      {
        rule: 'github-token',
        masked: 'ghp_…(40 characters)',
        place: { kind: 'file', path: 'app/kept.env', line: 3, layer: inventory.layers[0]?.diffId, removed: false },
      },
    ]);
    expect(JSON.stringify(inventory)).not.toContain(token);
  });
});

describe('secrets of the configuration', () => {
  it('are in no part of the inventory', async () => {
    const image = buildImage({
      layers: [{ files: [file('a', 'b')], createdBy: `RUN curl -H "Authorization: ${token}"` }],
      config: { config: { Env: [`GH=${token}`], Labels: { x: token } } },
    });
    const layout = await writeOciLayout(await mkdtemp(join(directory, 'image-')), [{ image }]);
    const inventory = await catalogAndClose(await openLocalImage(`oci:${layout}`, directory));
    expect(inventory.secrets.map(({ place }) => place.kind)).toEqual(['env', 'label', 'history']);
    expect(inventory.layers[0]?.createdBy).toBe('RUN curl -H "Authorization: ghp_…(40 characters)"');
    expect(JSON.stringify(inventory)).not.toContain(token);
  });
});

describe('wants', () => {
  it.each([
    ['root/.aws/credentials', 200, true],
    ['app/config.yaml', 1024 * 1024, true],
    ['app/huge.log', 1024 * 1024 + 1, false],
    ['app/empty', 0, false],
    ['usr/lib/libx.so.1.2', 100, false],
    ['usr/share/doc/x/README', 100, false],
    ['app/photo.JPG', 100, false],
  ])('%s of %i bytes: %s', (path, size, expected) => {
    expect(secretReader.wants(path, size)).toBe(expected);
  });
});
