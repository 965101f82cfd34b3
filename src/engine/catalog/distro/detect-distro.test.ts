import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { type FileTree, runCataloger } from '#tests/support/run-cataloger.ts';
import type { CatalogedPackage, Cataloger, PlacedRecord } from '../cataloger.ts';
import { readDistro } from './detect-distro.ts';
import { type DistroRecord, distroReader } from './distro-reader.ts';

/** Reads the files as the framework does, and keeps the records instead of making packages of them. */
async function detect(files: FileTree) {
  let records: readonly PlacedRecord<DistroRecord>[] = [];
  const cataloger: Cataloger<DistroRecord> = {
    ...distroReader,
    assemble: (visible): readonly CatalogedPackage[] => {
      records = visible;
      return [];
    },
  };
  const { opened, problems } = await runCataloger(cataloger, files);
  const osRelease = readDistro(new Map(records.map(({ path, record }) => [path, record])));
  return { opened, problems, osRelease };
}

describe('the distro', () => {
  it.each([
    ['os-release', { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' }, { id: 'debian', versionId: '12' }],
    [
      'os-release below usr',
      { 'usr/lib/os-release': 'ID=almalinux\nVERSION_ID="9.0"\n' },
      { id: 'almalinux', versionId: '9.0' },
    ],
    ['etc before usr', { 'usr/lib/os-release': 'ID=a\n', 'etc/os-release': 'ID=b\n' }, { id: 'b' }],
    [
      'os-release before what was before it',
      { 'etc/redhat-release': 'CentOS Linux release 7.9.2009 (Core)\n', 'etc/os-release': 'ID=b\n' },
      { id: 'b' },
    ],
    [
      'os-release without an id',
      { 'etc/os-release': 'NAME=x\n', 'etc/alpine-release': '3.9.4\n' },
      { id: 'alpine', versionId: '3.9.4' },
    ],
    ['alpine-release', { 'etc/alpine-release': '3.9.4\n' }, { id: 'alpine', versionId: '3.9.4' }],
    ['debian_version', { 'etc/debian_version': '12.5\n' }, { id: 'debian', versionId: '12' }],
    ['debian_version of old', { 'etc/debian_version': '6.0.10\n' }, { id: 'debian', versionId: '6.0.10' }],
    ['debian_version of testing', { 'etc/debian_version': 'trixie/sid\n' }, { id: 'debian', codename: 'trixie' }],
    [
      'debian_version helps os-release',
      {
        'etc/os-release': 'ID=debian\nPRETTY_NAME="Debian GNU/Linux buster/sid"\n',
        'etc/debian_version': 'buster/sid\n',
      },
      { id: 'debian', codename: 'buster' },
    ],
    [
      'lsb-release before debian_version',
      {
        'etc/debian_version': 'jessie/sid\n',
        'etc/lsb-release':
          'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\nDISTRIB_CODENAME=trusty\nDISTRIB_DESCRIPTION="Ubuntu 14.04.6 LTS"\n',
      },
      { id: 'ubuntu', versionId: '14.04', codename: 'trusty' },
    ],
    [
      'redhat-release',
      { 'etc/redhat-release': 'Red Hat Enterprise Linux Server release 7.9 (Maipo)\n' },
      { id: 'rhel', versionId: '7.9' },
    ],
    ['centos-release', { 'etc/centos-release': 'CentOS release 6.10 (Final)\n' }, { id: 'centos', versionId: '6.10' }],
    [
      'almalinux-release before redhat-release',
      {
        'etc/redhat-release': 'AlmaLinux release 9.0 (Emerald Puma)\n',
        'etc/almalinux-release': 'AlmaLinux release 9.0 (Emerald Puma)\n',
      },
      { id: 'almalinux', versionId: '9.0' },
    ],
    [
      'rocky-release',
      { 'etc/rocky-release': 'Rocky Linux release 9.3 (Blue Onyx)\n' },
      { id: 'rocky', versionId: '9.3' },
    ],
    [
      'system-release of Amazon',
      { 'etc/system-release': 'Amazon Linux release 2 (Karoo)\n' },
      { id: 'amzn', versionId: '2' },
    ],
    [
      'a name that is not known',
      { 'etc/redhat-release': 'Some Linux release 3 (X)\n' },
      { id: 'some-linux', versionId: '3' },
    ],
  ])('%s', async (_name, files, expected) => {
    const { osRelease, problems } = await detect(files);
    expect(osRelease).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['an empty os-release', { 'etc/os-release': '' }],
    [
      'lines that say nothing',
      { 'etc/redhat-release': 'hello\n', 'etc/alpine-release': 'x\n', 'etc/debian_version': '%%\n' },
    ],
    ['empty lines', { 'etc/alpine-release': '\n\n' }],
  ])('%s: none', async (_name, files) => {
    expect((await detect(files as FileTree)).osRelease).toBeUndefined();
  });

  it('opens the files that name it, and nothing else', async () => {
    const { opened } = await detect({
      'etc/os-release': 'ID=x\n',
      'usr/lib/os-release': 'ID=x\n',
      'etc/issue': 'x',
      'usr/lib/os-release.d/x': 'ID=y',
      'opt/etc/os-release': 'ID=y',
    });
    expect(opened).toEqual(['etc/os-release', 'usr/lib/os-release']);
  });

  it('says what it could not read', async () => {
    const malformed = await detect({ 'etc/os-release': 'ID=debian\nVERSION_ID="12\n' });
    expect(malformed.problems.map(({ code }) => code)).toEqual(['catalog/os-release-malformed']);
    expect(malformed.osRelease).toMatchObject({ id: 'debian' });
    const huge = await detect({ 'etc/os-release': 'x'.repeat(100_000) });
    expect(huge.problems.map(({ code }) => code)).toEqual(['catalog/release-file-too-large']);
    expect(huge.opened).toEqual([]);
  });

  it('never throws', async () => {
    const paths = fc.constantFrom('etc/os-release', 'etc/lsb-release', 'etc/debian_version', 'etc/redhat-release');
    await fc.assert(fc.asyncProperty(fc.dictionary(paths, anyText()), async (files) => void (await detect(files))));
  });
});
