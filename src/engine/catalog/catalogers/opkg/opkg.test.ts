import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distro } from '#core/distro.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { opkg } from './opkg.ts';
import { parseOpkg } from './parse-opkg.ts';

const openWrt: Distro = {
  id: 'openwrt',
  versionId: '23.05.2',
  prettyName: 'OpenWrt 23.05.2',
  idLike: ['lede', 'openwrt'],
  ecosystem: 'openwrt',
  release: '23.05',
};
const status = `Package: libc
Version: 1.2.4-4
Depends: libgcc1
Status: install user installed
Architecture: x86_64
Installed-Time: 1699967372

Package: dropbear
Version: 2022.82-6
Status: install ok installed
Architecture: x86_64
Conffiles:
 /etc/config/dropbear 5a1b2c3d

Package: gone
Version: 1
Status: deinstall ok not-installed
Architecture: x86_64

`;
const control = `Package: dropbear
Version: 2022.82-6
Depends: libc
Source: package/network/services/dropbear
SourceName: dropbear-src
License: MIT
Section: net
Maintainer: Somebody <s@example.org>
Architecture: x86_64
Description:  Small SSH
`;
const files = {
  'usr/lib/opkg/status': status,
  'usr/lib/opkg/info/dropbear.control': control,
  'usr/lib/opkg/info/dropbear.list': '/usr/sbin/dropbear\n/usr/bin/scp\t0120777\tdropbear\n',
  'usr/lib/opkg/info/dropbear.prerm': '#!/bin/sh\n',
  'usr/lib/opkg/lists/core': 'x',
};

describe('opkg', () => {
  it('gives what is installed, with what its control file says, and opens nothing else', async () => {
    const { packages, opened, problems } = await runCataloger(opkg, files, openWrt);
    expect(problems).toEqual([]);
    expect(opened).toEqual(Object.keys(files).slice(0, 3));
    expect(packages).toEqual([
      {
        purl: 'pkg:opkg/openwrt/libc@1.2.4-4?arch=x86_64&distro=openwrt-23.05.2',
        type: 'opkg',
        ecosystem: 'openwrt',
        name: 'libc',
        version: '1.2.4-4',
        source: { name: 'libc', version: '1.2.4-4' },
        architecture: 'x86_64',
        licenses: [],
        details: { kind: 'opkg' },
        paths: ['usr/lib/opkg/status'],
      },
      expect.objectContaining({
        name: 'dropbear',
        source: { name: 'dropbear-src', version: '2022.82-6' },
        licenses: ['MIT'],
        details: { kind: 'opkg', maintainer: 'Somebody <s@example.org>' },
      }),
    ]);
    expect([...(packages[1]?.files ?? [])]).toEqual(['usr/bin/scp', 'usr/sbin/dropbear']);
  });

  it('passes over a control file of another version', async () => {
    const old = { ...files, 'usr/lib/opkg/info/dropbear.control': control.replace('2022.82-6', '2020.1') };
    expect((await runCataloger(opkg, old, openWrt)).packages[1]?.licenses).toEqual([]);
  });

  it('reads the database where Yocto keeps it', async () => {
    const { packages } = await runCataloger(opkg, { 'var/lib/opkg/status': status }, openWrt);
    expect(packages.map(({ name }) => name)).toEqual(['libc', 'dropbear']);
  });

  it('leaves out what is no package, and says so', async () => {
    const { packages, problems } = await runCataloger(
      opkg,
      { 'usr/lib/opkg/status': 'Package: a b\nVersion: 1\n\nVersion: 2\n' },
      openWrt,
    );
    expect(packages).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/package-invalid', 'catalog/package-invalid']);
  });

  it('never throws', () => {
    const piece = fc.constantFrom('Package: a\n', 'Version: 1\n', '\n', 'Status: install ok', ' x', ':', '\0');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(() => parseOpkg(pieces.join(''), () => undefined)).not.toThrow();
      }),
    );
  });
});
