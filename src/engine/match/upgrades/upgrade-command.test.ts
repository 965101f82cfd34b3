import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Package } from '#core/package.ts';
import { findEcosystem } from '#engine/ecosystems/index.ts';
import { anyText } from '#tests/support/any-text.ts';
import { npmPackage } from '#tests/support/sample-report.ts';
import { systemCommand, upgradeCommand } from './upgrade-command.ts';

function software(type: string, name: string, version = '1.0.0', changes: Partial<Package> = {}): Package {
  return { ...npmPackage(name, version), type, ...changes };
}

function commandOf(
  ecosystemName: string,
  packages: readonly Package[],
  { to = '1.2.0', installed = [], channel }: { to?: string; installed?: readonly Package[]; channel?: string } = {},
) {
  const ecosystem = findEcosystem(ecosystemName);
  if (ecosystem === undefined) throw new Error(`no ecosystem ${ecosystemName}`);
  return upgradeCommand({ ecosystem, packages, to, ...(channel !== undefined && { channel }) }, installed);
}

describe('upgradeCommand', () => {
  it.each([
    ['Debian with apt', 'debian', 'deb', 'apt', 'apt-get update && apt-get install --only-upgrade -y curl libcurl4'],
    ['Ubuntu with apt', 'ubuntu', 'deb', 'apt', 'apt-get update && apt-get install --only-upgrade -y curl libcurl4'],
    ['Alpine', 'alpine', 'apk', 'apk-tools', "apk add --no-cache 'curl>=1.2.0' 'libcurl4>=1.2.0'"],
    ['AlmaLinux', 'almalinux', 'rpm', 'dnf', 'dnf update -y curl libcurl4'],
    ['minimal Red Hat', 'red-hat', 'rpm', 'microdnf', 'microdnf update -y curl libcurl4'],
    ['SUSE', 'suse', 'rpm', 'zypper', 'zypper --non-interactive update curl libcurl4'],
  ])('%s: all packages of one source together', (_name, ecosystem, type, manager, command) => {
    const packages = [software(type, 'libcurl4'), software(type, 'curl'), software(type, 'curl')];
    expect(commandOf(ecosystem, packages, { installed: [...packages, software(type, manager)] })).toBe(command);
  });

  it.each([
    ['pip', 'pypi', 'requests', "python -m pip install 'requests==1.2.0'"],
    ['Go module', 'go', 'example.org/m/v2', 'go get example.org/m/v2@v1.2.0'],
    ['Go standard library', 'go', 'stdlib', 'go get go@1.2.0 toolchain@go1.2.0'],
    ['crate', 'cargo', 'time', 'cargo update time@1.0.0 --precise 1.2.0'],
    [
      'composer',
      'packagist',
      'symfony/yaml',
      'composer update symfony/yaml --with symfony/yaml:1.2.0 --with-all-dependencies',
    ],
    ['NuGet', 'nuget', 'Newtonsoft.Json', 'dotnet add package Newtonsoft.Json --version 1.2.0'],
    [
      'the run-time of .NET, which is no package of a project',
      'nuget',
      'Microsoft.NETCore.App.Runtime.linux-x64',
      undefined,
    ],
    ['npm, where others may ask for the old one', 'npm', 'lodash', undefined],
  ])('%s', (_name, ecosystem, name, command) => {
    expect(commandOf(ecosystem, [software(ecosystem, name)])).toBe(command);
  });

  it.each([
    ['no package manager in the image', { installed: [software('deb', 'curl')] }],
    ['a package manager of another distro', { installed: [software('rpm', 'apt')] }],
    ['a fix that must be subscribed to', { installed: [software('deb', 'apt')], channel: 'esm' }],
    ['a version that a shell would read', { installed: [software('deb', 'apt')], to: '1;reboot' }],
  ])('none: %s', (_name, options) => {
    expect(commandOf('debian', [software('deb', 'curl')], options)).toBeUndefined();
  });

  it.each([
    ['only in a lock file', { origin: 'lock-file' as const }],
    ['standing alone', { details: { kind: 'npm' as const, standsAlone: true } }],
    ["part of a distro's package", { owner: 'pkg:deb/debian/python3-requests@1' }],
  ])('none for what is %s', (_name, changes) => {
    expect(commandOf('pypi', [software('pypi', 'requests', '1.0.0', changes)])).toBeUndefined();
  });

  it('gives a shell nothing to read but names and versions, whatever they are', () => {
    const apt = software('deb', 'apt');
    fc.assert(
      fc.property(anyText(), anyText(), (name, to) => {
        const command = commandOf('debian', [software('deb', name)], { to, installed: [apt] });
        const rest = command?.replace('apt-get update && apt-get install --only-upgrade -y ', '') ?? 'none';
        expect(rest).toMatch(/^[\w.@][\w.+~:/@-]*$/);
      }),
    );
  });

  it('does all that the distro can in one command, and leaves out what nothing can do', () => {
    const targetOf = (ecosystemName: string, one: Package, to: string, channel?: string) => ({
      ecosystem: findEcosystem(ecosystemName) as NonNullable<ReturnType<typeof findEcosystem>>,
      packages: [one],
      to,
      ...(channel !== undefined && { channel }),
    });
    const targets = [
      targetOf('alpine', software('apk', 'zlib'), '1.3.1-r0'),
      targetOf('pypi', software('pypi', 'requests'), '2.0.0'),
      targetOf('alpine', software('apk', 'busybox'), '1.36.1-r2'),
      targetOf('alpine', software('apk', 'musl'), '1.2.5', 'paid'),
    ];
    const installed = [software('apk', 'apk-tools')];
    expect(systemCommand(targets, installed)).toBe("apk add --no-cache 'busybox>=1.36.1-r2' 'zlib>=1.3.1-r0'");
    expect(systemCommand(targets, [])).toBeUndefined();
    expect(systemCommand(targets.slice(1, 2), installed)).toBeUndefined();
  });
});
