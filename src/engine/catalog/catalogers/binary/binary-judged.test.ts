import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findProgram } from '#tests/support/requirements.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { binary } from './binary.ts';

/** Programs that say their version themselves: how they are asked, and what of their answer is the version. */
const programs: readonly (readonly [name: string, args: readonly string[], version: RegExp])[] = [
  ['bash', ['--version'], /version ([\d.]+)/],
  ['busybox', ['--help'], /BusyBox v([\d.]+)/],
  ['openssl', ['version'], /OpenSSL ([\d.]+[a-z]?)/],
  ['curl', ['--version'], /curl ([\d.]+)/],
  ['git', ['--version'], /git version ([\d.]+)/],
  ['tar', ['--version'], /\(GNU tar\) ([\d.]+)/],
  ['gzip', ['--version'], /gzip ([\d.]+)/],
  ['xz', ['--version'], /XZ Utils\) ([\d.]+)/],
  ['perl', ['-e', 'print $^V'], /v([\d.]+)/],
  ['ssh', ['-V'], /OpenSSH_([\d.]+)/],
  ['wget', ['--version'], /GNU Wget ([\d.]+)/],
  ['gpg', ['--version'], /gpg \(GnuPG\) ([\d.]+)/],
  ['gcc', ['-dumpfullversion'], /([\d.]+)/],
  ['ls', ['--version'], /coreutils\) ([\d.]+)/],
  ['lsblk', ['--version'], /util-linux ([\d.]+)/],
  ['go', ['version'], /go version go([\d.]+)/],
  ['python3', ['--version'], /Python ([\d.]+)/],
  ['nginx', ['-v'], /nginx\/([\d.]+)/],
  ['haproxy', ['-v'], /version ([\d.]+)/],
  ['redis-server', ['--version'], /v=([\d.]+)/],
  ['memcached', ['--version'], /memcached ([\d.]+)/],
  ['php', ['--version'], /PHP ([\d.]+)/],
  ['sudo', ['--version'], /Sudo version ([\dp.]+)/],
];

/** Those that may have their version in a library, as their builders chose. */
const dependOnLibraries = ['python3', 'curl', 'gpg', 'perl'];

describe('programs of this machine state the version that is read', () => {
  for (const [name, args, pattern] of programs) {
    const found = findProgram(name);
    const file = found && realpathSync(found);
    // A wrapper has nothing to read.
    const isProgram = file !== undefined && readFileSync(file).subarray(0, 4).toString('latin1') === '\x7fELF';
    it.skipIf(!isProgram)(`${name} [needs it]`, async () => {
      const stated = pattern.exec(output(found ?? '', args))?.[1];
      const { packages } = await runCataloger(binary, { [(file ?? '').slice(1)]: readFileSync(file ?? '') });
      const versions = packages.map(({ version }) => version);
      // Some builds leave the version to a library of theirs; a wrong one is none that they state.
      if (versions.length === 0) expect(dependOnLibraries).toContain(name);
      else expect(versions).toEqual([stated]);
    });
  }

  it('node, which is this one', async () => {
    const { packages } = await runCataloger(binary, { 'usr/bin/node': readFileSync(process.execPath) });
    expect(packages.map(({ purl }) => purl)).toEqual([`pkg:generic/node@${process.versions.node}`]);
  });

  const java = findProgram('java');
  const release = java && realpathSync(java).replace(/bin\/java$/, 'release');
  it.skipIf(release === undefined || !existsSync(release))('java [needs it]', async () => {
    const stated = /"([\d._]+)/.exec(output(java ?? '', ['-version']))?.[1];
    const { packages } = await runCataloger(binary, { 'opt/java/release': readFileSync(release ?? '') });
    expect(packages.map(({ version }) => version.split('+')[0])).toEqual([stated]);
  });
});

/** Some answer on stderr. */
function output(program: string, args: readonly string[]): string {
  return execFileSync('sh', ['-c', '"$0" "$@" 2>&1', program, ...args], { encoding: 'utf8' });
}
