import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '#core/scan-report.ts';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import type { TarEntry } from '#tests/support/tar-writer.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-traces-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const elf = Buffer.concat([Buffer.from('7f454c460201010000000000000000000200', 'hex'), Buffer.alloc(300)]);
const program = (path: string, mode = 0o755): TarEntry => ({ path, content: elf, mode });
const manifest = (path: string): TarEntry => ({
  path: `${path}/package.json`,
  content: JSON.stringify({ name: 'a', version: '1.0.0' }),
});
const debian: readonly TarEntry[] = [
  { path: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n' },
  {
    path: 'var/lib/dpkg/status',
    content: 'Package: coreutils\nStatus: install ok installed\nArchitecture: amd64\nVersion: 9.1-1\n\n',
  },
  { path: 'var/lib/dpkg/info/coreutils.list', content: '/.\n/bin\n/bin/ls\n/usr/share/x.zip\n' },
  program('usr/bin/ls'),
  { path: 'usr/share/x.zip', content: Buffer.alloc(100_000) },
];

const seen = ({ reading }: Inventory) =>
  reading?.sightings.map(({ name, count, paths }) => `${count} ${name}: ${paths.join(' ')}`);
const codes = ({ problems }: Inventory) => problems.filter((one) => one.affectsCoverage).map(({ code }) => code);

describe('what is seen and not read', () => {
  it('is nothing where a system package, a package of a language or a library is what there is', async () => {
    const inventory = await catalogBuiltImage(directory, [
      { files: debian },
      {
        files: [
          manifest('app/node_modules/a'),
          program('app/node_modules/a/bin/tool'),
          program('usr/local/lib/libx.so.1.2'),
          program('usr/local/share/data', 0o644),
        ],
      },
    ]);
    expect(seen(inventory)).toEqual([]);
    expect(codes(inventory)).toEqual([]);
    expect(inventory.reading?.layersRead).toBe(2);
  });

  it('names programs, archives and packages that are not installed, which hide no package', async () => {
    const inventory = await catalogBuiltImage(directory, [
      { files: debian },
      {
        files: [
          program('usr/local/bin/server'),
          { path: 'opt/module.wasm', content: Buffer.from('0061736d01000000', 'hex') },
          { path: 'opt/pkgs/x.nupkg', content: Buffer.alloc(70_000) },
          { path: 'srv/data.tar.gz', content: Buffer.alloc(70_000) },
        ],
      },
    ]);
    expect(seen(inventory)?.toSorted()).toEqual([
      '1 WebAssembly modules: opt/module.wasm',
      '1 archives: srv/data.tar.gz',
      '1 packages that are not installed: opt/pkgs/x.nupkg',
      '1 programs that nothing names: usr/local/bin/server',
    ]);
    expect(codes(inventory)).toEqual([]);
  });

  it('is missing where a package manager that is not supported installed it, or where it runs from an archive', async () => {
    const inventory = await catalogBuiltImage(directory, [
      {
        files: [
          ...debian,
          program('nix/store/abc-hello-2/bin/hello'),
          { path: 'nix/store/abc-hello-2/share/doc', content: 'a' },
          { path: 'opt/app/resources/app.asar', content: 'a' },
        ],
      },
    ]);
    expect(seen(inventory)).toEqual([
      '1 Electron applications (asar): opt/app/resources/app.asar',
      '1 Nix packages: nix/store/abc-hello-2',
    ]);
    expect(codes(inventory)).toEqual(['catalog/software-not-supported', 'catalog/software-not-supported']);
  });

  it('does not count what an upper layer deleted', async () => {
    const inventory = await catalogBuiltImage(directory, [
      { files: [...debian, { path: 'opt/app.asar', content: 'a' }, program('opt/x')] },
      { whiteouts: ['opt/app.asar', 'opt/x'] },
    ]);
    expect(seen(inventory)).toEqual([]);
    expect(codes(inventory)).toEqual([]);
  });

  it('leaves an image of one program that nothing names not complete', async () => {
    const inventory = await catalogBuiltImage(directory, [{ files: [program('hello')] }]);
    expect(codes(inventory)).toEqual(['catalog/nothing-identified']);
  });

  it('is answered by a lock file beside it', async () => {
    const lock = 'packages:\n  http:\n    dependency: transitive\n    source: hosted\n    version: "1.2.0"\n';
    const marker: TarEntry = { path: 'app/.dart_tool/package_config.json', content: '{}' };
    const withLock = await catalogBuiltImage(directory, [
      { files: [marker, { path: 'app/pubspec.lock', content: lock }] },
    ]);
    expect(seen(withLock)).toEqual([]);
    expect(seen(await catalogBuiltImage(directory, [{ files: [marker] }]))).toEqual([
      '1 Dart applications: app/.dart_tool/package_config.json',
    ]);
  });
});
