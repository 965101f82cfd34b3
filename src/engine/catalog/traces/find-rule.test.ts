import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { findRule } from './find-rule.ts';
import { traceRules } from './trace-rules.ts';

const large = 1024 * 1024;

describe('findRule', () => {
  it.each([
    ['a program of a Nix package', 'nix/store/abc-hello-2.12/bin/hello', 'nix'],
    ['a Guix package', 'gnu/store/abc-hello-2.12/share/info', 'guix'],
    ['a Slackware package', 'var/lib/pkgtools/packages/bash-5.2-x86_64-1', 'slackware'],
    ['the database of Void Linux', 'var/db/xbps/pkgdb-0.38.plist', 'xbps'],
    ['a Windows layer', 'Files/Windows/System32/ntdll.dll', 'windows'],
    ['a package of GHC', 'opt/ghc/lib/package.conf.d/aeson-2.2.conf', 'ghc'],
    ['a package of opam', 'home/u/.opam/4.14/.opam-switch/packages/lwt.5.7/opam', 'opam'],
    ['a Dart package', 'root/.pub-cache/hosted/pub.dev/http-1.2.0/pubspec.yaml', 'pub-cache'],
    ['a Dart application', 'app/.dart_tool/package_config.json', 'dart'],
    ['libraries of vcpkg', 'opt/vcpkg/installed/vcpkg/status', 'vcpkg'],
    ['a Conan library', 'root/.conan/data/zlib/1.3/_/_/package/1/conaninfo.txt', 'conan'],
    ['an AppImage, whatever the case', 'opt/Tool.AppImage', 'appimage'],
    ['an Electron application', 'opt/app/resources/app.asar', 'asar'],
    ['an archive of PHP', 'usr/local/bin/composer.phar', 'phar'],
    ['a package that is not installed', 'root/a.nupkg', 'packages'],
    ['an archive', 'srv/data.zip', 'archives'],
    ['a compressed tar', 'srv/data.tar.gz', 'archives'],
    ['sources of a crate', 'app/vendor/serde/.cargo-checksum.json', 'crate-sources'],
  ])('knows %s', (_name, path, id) => {
    expect(findRule(path, large)?.id).toBe(id);
  });

  it.each([
    ['the depths of a Nix package', 'nix/store/abc-hello-2.12/share/man/man1/hello.1'],
    ['the phar of PHP itself', 'usr/local/bin/phar.phar'],
    ['a compressed page', 'usr/share/man/man1/ls.1.gz'],
    ['a file called status', 'var/lib/dpkg/status'],
    ['configuration', 'etc/ld.so.conf.d/libc.conf'],
    ['a project of Dart in source', 'app/pubspec.yaml'],
  ])('passes over %s', (_name, path) => {
    expect(findRule(path, large)).toBeUndefined();
  });

  it('passes over small archives', () => {
    expect(findRule('srv/data.zip', 1000)).toBeUndefined();
  });

  it('takes any name, however long', () => {
    fc.assert(fc.property(fc.string(), fc.nat(), (path, size) => void findRule(path, size)));
    const started = cpuTimeMs();
    for (const part of ['a/', '.dart_tool/', 'hosted/pub/', '.tar.'])
      findRule(`${part.repeat(100_000)}/package_config.json`, large);
    expect(cpuTimeMs() - started).toBeLessThan(1000);
  });

  it('calls nothing by two names', () => {
    const names = new Map(traceRules.map(({ id, name, kind }) => [id, `${kind} ${name}`]));
    for (const { id, name, kind } of traceRules) expect(names.get(id)).toBe(`${kind} ${name}`);
  });
});
