import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { chisel } from './chisel.ts';
import { parseWall } from './parse-wall.ts';

const ubuntu: Distro = {
  id: 'ubuntu',
  versionId: '24.04',
  codename: 'noble',
  prettyName: 'Ubuntu 24.04',
  idLike: ['debian'],
  ecosystem: 'ubuntu',
  release: '24.04',
};
const header = { jsonwall: '1.0', schema: '1.0', count: 6 };
const entries = [
  { kind: 'content', slice: 'openssl_bins', path: '/usr/bin/openssl' },
  { kind: 'package', name: 'openssl', version: '3.0.13-0ubuntu3', sha256: 'ab', arch: 'amd64' },
  { kind: 'package', name: 'base-files', version: '13ubuntu10', sha256: 'cd', arch: 'amd64' },
  { kind: 'path', path: '/usr/bin/openssl', mode: '0755', slices: ['openssl_bins'], sha256: 'ef', size: 1 },
  { kind: 'path', path: '/etc/', mode: '0755', slices: ['base-files_base', 'openssl_config'] },
  { kind: 'slice', name: 'openssl_bins' },
];
const wall = (lines: readonly unknown[]) =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
const manifest = zstdCompressSync(wall([header, ...entries]));
const path = 'var/lib/chisel/manifest.wall';

describe('chisel', () => {
  it('gives each package with the files of its slices, says what it cannot know, and opens nothing else', async () => {
    const files = { [path]: manifest, 'var/lib/chisel/other': 'x', 'srv/manifest.wallet': 'x' };
    const { packages, opened, problems } = await runCataloger(chisel, files, ubuntu);
    expect(opened).toEqual([path]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/source-packages-unknown']);
    expect(packages).toEqual([
      {
        purl: 'pkg:deb/ubuntu/openssl@3.0.13-0ubuntu3?arch=amd64&distro=ubuntu-24.04',
        type: 'deb',
        ecosystem: 'ubuntu',
        name: 'openssl',
        version: '3.0.13-0ubuntu3',
        architecture: 'amd64',
        licenses: [],
        details: { kind: 'deb' },
        paths: [path],
        files: expect.anything(),
      },
      expect.objectContaining({ name: 'base-files', version: '13ubuntu10' }),
    ]);
    expect([...(packages[0]?.files ?? [])]).toEqual(['usr/bin/openssl']);
  });

  it.each([
    ['cut off', manifest.subarray(0, manifest.length - 8)],
    ['not compressed', Buffer.from(wall([header, ...entries]))],
    ['without header', zstdCompressSync(wall(entries))],
    ['empty', Buffer.alloc(0)],
    ['a bomb', zstdCompressSync(Buffer.alloc(65 * 1024 * 1024, 10))],
  ])('a manifest that is %s is a problem', async (_, bytes) => {
    const { packages, problems } = await runCataloger(chisel, { [path]: bytes }, ubuntu);
    expect(packages).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/manifest-unreadable']);
  });

  it('leaves out lines that are nothing of the kind', () => {
    const problems: string[] = [];
    const odd = [
      '{',
      '[]',
      { kind: 'package', name: 'a' },
      { kind: 'package', name: '../a', version: '1' },
      { kind: 'path', path: 1 },
    ];
    expect(parseWall(wall([header, ...odd, ...entries]), (code) => problems.push(code))).toHaveLength(2);
    expect(problems).toEqual([
      'catalog/entry-invalid',
      'catalog/entry-invalid',
      'catalog/package-invalid',
      'catalog/package-invalid',
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.json(), fc.constant(JSON.stringify(entries[1])), fc.string())), (lines) => {
        expect(() => parseWall(wall([header, ...lines]), () => undefined)).not.toThrow();
      }),
    );
  });
});
