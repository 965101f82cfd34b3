import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { openLocalImage, readFiles, sharedImage } from '#tests/support/open-shared-image.ts';
import { missing, missingShared } from '#tests/support/requirements.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { apk } from './apk.ts';

const alpine: Distro = {
  id: 'alpine',
  versionId: '3.9.4',
  prettyName: 'Alpine Linux v3.9',
  idLike: [],
  ecosystem: 'alpine',
  release: 'v3.9',
};

const database = `P:musl
V:1.1.20-r4
A:x86_64
L:MIT
o:musl

P:libssl1.1
V:1.1.1b-r1
A:x86_64
L:OpenSSL
o:openssl
F:lib
R:libssl.so.1.1

`;

describe('apk', () => {
  it('gives each package with its origin as source', async () => {
    const { packages, problems } = await runCataloger(apk, { 'lib/apk/db/installed': database }, alpine);
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        purl: 'pkg:apk/alpine/musl@1.1.20-r4?arch=x86_64&distro=alpine-3.9.4',
        type: 'apk',
        ecosystem: 'alpine',
        name: 'musl',
        version: '1.1.20-r4',
        source: { name: 'musl', version: '1.1.20-r4' },
        architecture: 'x86_64',
        licenses: ['MIT'],
        details: { kind: 'apk' },
        paths: ['lib/apk/db/installed'],
      },
      {
        purl: 'pkg:apk/alpine/libssl1.1@1.1.1b-r1?arch=x86_64&distro=alpine-3.9.4',
        type: 'apk',
        ecosystem: 'alpine',
        name: 'libssl1.1',
        version: '1.1.1b-r1',
        source: { name: 'openssl', version: '1.1.1b-r1' },
        architecture: 'x86_64',
        licenses: ['OpenSSL'],
        details: { kind: 'apk' },
        paths: ['lib/apk/db/installed'],
        files: expect.anything(),
      },
    ]);
    expect(packages.map(({ files }) => [...(files ?? [])])).toEqual([[], ['lib/libssl.so.1.1']]);
    for (const one of packages) {
      const read = PackageURL.fromString(one.purl);
      expect([read.type, read.namespace, read.name, read.version]).toEqual(['apk', 'alpine', one.name, one.version]);
      expect({ ...read.qualifiers }).toEqual({ arch: 'x86_64', distro: 'alpine-3.9.4' });
    }
  });

  it('opens the database at both places, and nothing else', async () => {
    const { opened, packages } = await runCataloger(
      apk,
      {
        'lib/apk/db/installed': database,
        'usr/lib/apk/db/installed': database,
        'lib/apk/db/triggers': 'x',
        'lib/apk/db/installed.old': database,
        'etc/apk/world': 'musl',
        'srv/lib/apk/db/installed': database,
      },
      alpine,
    );
    expect(opened).toEqual(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);
    expect(packages).toHaveLength(2);
    expect(packages[0]?.paths).toEqual(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);
  });

  it('survives bytes that are no text', async () => {
    const noise = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256));
    const { packages } = await runCataloger(apk, { 'lib/apk/db/installed': noise }, alpine);
    expect(packages).toEqual([]);
  });
});

describe.skipIf(missingShared('images') || missing('awk'))('Alpine 3.9.4 [needs ../shared/images]', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'plimsoll-apk-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('lists the same 14 packages as awk reads from the database', async () => {
    const image = await openLocalImage(sharedImage('alpine-3.9.4.docker-archive.tar.gz'), directory);
    const installed = (await readFiles(image, (path) => path === 'lib/apk/db/installed')).get('lib/apk/db/installed');
    await image.close();
    const program =
      'BEGIN { RS = ""; FS = "\\n" } { delete f; for (i = 1; i <= NF; i++) f[substr($i, 1, 1)] = substr($i, 3); sub(/^GPL-2.0$/, "GPL-2.0-only", f["L"]); sub(/^zlib$/, "Zlib", f["L"]); print f["P"], f["V"], f["A"], f["o"], f["L"] }';
    const expected = execFileSync('awk', [program], { input: installed ?? '' })
      .toString()
      .trim()
      .split('\n')
      .sort();
    const { packages, problems } = await runCataloger(apk, { 'lib/apk/db/installed': installed ?? '' }, alpine);
    const ours = packages.map((one) =>
      [one.name, one.version, one.architecture, one.source?.name, one.licenses.join()].join(' '),
    );
    const listFiles = '/^F:/ { d = substr($0, 3) } /^R:/ { print (d == "" ? "" : d "/") substr($0, 3) }';
    const files = execFileSync('awk', [listFiles], { input: installed ?? '', encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(packages.flatMap((one) => [...(one.files ?? [])]).sort()).toEqual(files.sort());
    expect(problems).toEqual([]);
    expect(expected).toHaveLength(14);
    expect(ours.sort()).toEqual(expected);
  });
});
