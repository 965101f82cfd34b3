import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { isKeptToSymbols, mainVersion } from './main-version.ts';
import { parseBuildInfo } from './parse-build-info.ts';
import { standardLibraryVersion } from './toolchain-version.ts';

const vcs = ['build\tvcs.revision=0123456789abcdef0123456789abcdef01234567', 'build\tvcs.time=2024-03-01T10:20:30Z'];
const flags = (text: string) => `build\t-ldflags=${JSON.stringify(text)}`;

describe('the version of the main module', () => {
  it.each<[string, readonly string[], string, string | undefined]>([
    ['as the toolchain says', ['mod\texample.org/a\tv1.2.3', flags('-X main.version=9.9.9')], 'v1.2.3', 'build-info'],
    ['from the linker', [flags('-s -w -X main.version=1.2.3')], 'v1.2.3', 'linker-flags'],
    ['from the linker, with v', [flags('-X main.Version=v1.2.3-rc.1')], 'v1.2.3-rc.1', 'linker-flags'],
    ['quoted', [flags(`-X 'main.version=1.2.3' -X 'main.date=now or then'`)], 'v1.2.3', 'linker-flags'],
    ['quoted behind the name', [flags(`-X main.version='1.2.3'`)], 'v1.2.3', 'linker-flags'],
    ['-X=', [flags('-X=main.version=1.2.3')], 'v1.2.3', 'linker-flags'],
    [
      'main before others',
      [flags('-X k8s.io/x/version.gitVersion=v1.0.0 -X main.version=2.0.0')],
      'v2.0.0',
      'linker-flags',
    ],
    [
      'its own packages before others',
      [flags('-X k8s.io/x/version.gitVersion=v1.0.0 -X example.org/a/internal/version.Version=v2.0.0')],
      'v2.0.0',
      'linker-flags',
    ],
    ['others', [flags('-X k8s.io/component-base/version.gitVersion=v1.29.1')], 'v1.29.1', 'linker-flags'],
    [
      'no version',
      [flags('-X main.version=main-abc -X main.commit=1.2.3'), ...vcs],
      'v0.0.0-20240301102030-0123456789ab',
      'version-control',
    ],
    ['from the commit', vcs, 'v0.0.0-20240301102030-0123456789ab', 'version-control'],
    ['nothing known', [], '(devel)', undefined],
    ['a commit without a time', vcs.slice(0, 1), '(devel)', undefined],
  ])('%s', (_name, lines, version, from) => {
    const text = [...(lines[0]?.startsWith('mod') === true ? [] : ['mod\texample.org/a\t(devel)']), ...lines].join(
      '\n',
    );
    expect(mainVersion(parseBuildInfo(text))).toEqual({ version, ...(from !== undefined && { from }) });
  });

  it('takes time in proportion to the flags', () => {
    for (const text of ['"', "'", '-X ', 'a=', '-X a.version=1.', '\\"']) {
      const started = cpuTimeMs();
      mainVersion(parseBuildInfo(`mod\ta\t(devel)\nbuild\t-ldflags=${text.repeat(1_000_000)}`));
      expect(cpuTimeMs() - started).toBeLessThan(2000);
    }
  });
});

it.each([
  ['go1.22.3', '1.22.3'],
  ['go1.22', '1.22'],
  ['go1.22rc1', '1.22rc1'],
  ['go1.22.3 X:boringcrypto', '1.22.3'],
  ['go1.22.3 (Red Hat 1.22.3-1.el9)', '1.22.3'],
  ['go1.21.1-fips', '1.21.1'],
  ['go1.21-20230317-RC00 cl/517', '1.21'],
  ['go1.20.3+bcm', '1.20.3'],
  ['devel go1.24-a1b2c3d4 Tue Jan 1', '1.24-devel'],
  ['devel +a1b2c3d4 Tue Jan 1', undefined],
  ['go9x', undefined],
  ['', undefined],
])('the standard library of %s is %s', (toolchain, version) => {
  expect(standardLibraryVersion(toolchain)).toBe(version);
});

describe('the version of a program whose flags -trimpath keeps back', () => {
  const linked = [
    { variable: 'example.org/lib.Version', value: '9.0.0' },
    { variable: 'main.version', value: '1.2.3' },
  ];
  const modules = (...lines: readonly string[]) => parseBuildInfo(['mod\texample.org/a\t(devel)', ...lines].join('\n'));

  it('is what the linker put into its variable', () => {
    expect(mainVersion(modules('build\t-trimpath=true'), linked)).toEqual({ version: 'v1.2.3', from: 'linker-flags' });
  });

  it.each<[string, readonly string[], boolean]>([
    ['with -trimpath', ['build\t-trimpath=true'], true],
    ['without', [], false],
    ['with flags all the same', ['build\t-trimpath=true', flags('-s')], false],
  ])('is looked for in symbols where built %s: %s', (_name, lines, expected) => {
    expect(isKeptToSymbols(modules(...lines))).toBe(expected);
  });

  it('is not looked for where the toolchain says it', () => {
    expect(isKeptToSymbols(parseBuildInfo('mod\texample.org/a\tv1.0.0\nbuild\t-trimpath=true'))).toBe(false);
  });
});
