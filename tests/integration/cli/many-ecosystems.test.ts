import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanReport } from '#core/scan-report.ts';
import { buildImage, type LayerPlan } from '#tests/support/build-image.ts';
import { buildZip } from '#tests/support/build-zip.ts';
import { writeGoProgram } from '#tests/support/executables/write-go-program.ts';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { record } from '#tests/support/feeds/update.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';

const file = (path: string, content: string | Uint8Array, mode?: number) => ({ path, content, ...(mode && { mode }) });
const json = (path: string, content: unknown) => file(path, JSON.stringify(content));
const installed = (name: string, version: string) =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n\n`;
const metadata = (name: string, version: string) => `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
const gem = (name: string, version: string) =>
  `Gem::Specification.new do |s|\n  s.name = "${name}".freeze\n  s.version = "${version}"\nend\n`;

const pythonOfDebian = 'usr/lib/python3/dist-packages/yaml-6.0.dist-info/METADATA';
const goModules =
  'path\texample.org/server\nmod\texample.org/server\tv1.2.0\th1:x=\ndep\texample.org/lib\tv0.3.0\th1:y=\n';

const distro: LayerPlan = {
  createdBy: 'ADD rootfs.tar /',
  files: [
    file('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'),
    file('var/lib/dpkg/status', installed('python3-yaml', '6.0-3') + installed('old', '1.0')),
    file('var/lib/dpkg/info/python3-yaml.list', `/.\n/${pythonOfDebian}\n`),
    file(pythonOfDebian, metadata('PyYAML', '6.0')),
  ],
};

/** What the packages of each ecosystem leave behind when they are installed. */
const languages: LayerPlan = {
  createdBy: 'RUN install everything',
  files: [
    json('app/node_modules/left/package.json', { name: 'left', version: '1.0.0' }),
    json('app/package-lock.json', {
      lockfileVersion: 3,
      packages: { '': {}, 'node_modules/left': { version: '1.0.0' } },
    }),
    file('usr/local/lib/python3.12/site-packages/requests-2.0.0.dist-info/METADATA', metadata('requests', '2.0.0')),
    file('usr/lib/ruby/gems/3.2.0/specifications/rack-2.0.0.gemspec', gem('rack', '2.0.0')),
    json('srv/vendor/composer/installed.json', { packages: [{ name: 'acme/lib', version: 'v1.1.0' }] }),
    file(
      'opt/app.jar',
      buildZip([{ name: 'META-INF/maven/g/a/pom.properties', content: 'groupId=g\nartifactId=a\nversion=1.0\n' }]),
    ),
    file(
      'usr/bin/server',
      writeGoProgram({ bits: 64, format: 'elf', goVersion: 'go1.20.3', modules: goModules }),
      0o755,
    ),
    file('opt/erl/lib/x/ebin/x.app', '{application,x,[{vsn,"1.5.0"}]}.'),
    file(
      'usr/lib/R/library/ggplot2/DESCRIPTION',
      'Package: ggplot2\nVersion: 3.4.0\nRepository: CRAN\nBuilt: R 4.3.0; ; 2024-01-01 00:00:00 UTC; unix\n',
    ),
    json('opt/conda/conda-meta/numpy-1.0-0.json', { name: 'numpy', version: '1.0', build: '0', channel: 'main' }),
  ],
};

/** Upgrades one package, removes another, and brings what nobody reads. */
const upgrade: LayerPlan = {
  createdBy: 'RUN upgrade',
  files: [
    file('var/lib/dpkg/status', installed('python3-yaml', '6.0-3')),
    json('app/node_modules/left/package.json', { name: 'left', version: '1.0.1' }),
    file('nix/store/abc-hello-1.0/bin/hello', 'x'),
  ],
  whiteouts: ['opt/erl/lib/x/ebin/x.app'],
};

describe('plimsoll scan of an image with software of many ecosystems', () => {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-many-'));
  let report: ScanReport;

  beforeAll(async () => {
    const image = buildImage({ layers: [distro, languages, upgrade] });
    const layout = await writeOciLayout(join(directory, 'image'), [{ image }]);
    const mirror = await writeMirror(join(directory, 'mirror'), {
      osv: {
        Debian: [record('DEBIAN-1', 'Debian:12', 'python3-yaml', { fixed: '7' })],
        PyPI: [record('GHSA-OWNED', 'PyPI', 'pyyaml'), record('GHSA-PY', 'PyPI', 'requests')],
        npm: [record('GHSA-NPM', 'npm', 'left')],
        RubyGems: [record('GHSA-GEM', 'RubyGems', 'rack')],
        Packagist: [record('GHSA-PHP', 'Packagist', 'acme/lib')],
        Maven: [record('GHSA-JAVA', 'Maven', 'g:a')],
        Go: [record('GHSA-GO', 'Go', 'example.org/lib')],
        Hex: [record('GHSA-GONE', 'Hex', 'x')],
      },
    });
    const advisories = join(directory, 'advisories.sqlite');
    const output = join(directory, 'report.json');
    await runPlimsoll(['advisories', 'update', '--from', mirror, '--advisories', advisories]);
    const asked = ['--format', 'json', '--output', output, '--advisories', advisories];
    await runPlimsoll(['scan', `oci:${layout}`, ...asked]);
    report = JSON.parse(readFileSync(output, 'utf8')) as ScanReport;
  }, 60_000);

  afterAll(() => rmSync(directory, { recursive: true }));

  const indexOf = (layer: string | undefined) => report.layers.findIndex(({ diffId }) => diffId === layer);

  it('lists what is installed, each once, with the layer that brought it; lock files say no more than that', () => {
    expect(
      report.packages
        .map(({ type, name, version, locations }) => `${type} ${name} ${version} ${indexOf(locations[0]?.layer)}`)
        .sort(),
    ).toEqual([
      'composer acme/lib v1.1.0 1',
      'conda numpy 1.0 1',
      'cran ggplot2 3.4.0 1',
      'deb python3-yaml 6.0-3 0',
      'gem rack 2.0.0 1',
      'golang example.org/lib v0.3.0 1',
      'golang example.org/server v1.2.0 1',
      'golang stdlib 1.20.3 1',
      'maven g:a 1.0 1',
      'npm left 1.0.1 2',
      'pypi PyYAML 6.0 0',
      'pypi requests 2.0.0 1',
    ]);
  });

  it('names the owner of what a system package brought, and what upper layers removed', () => {
    const owned = report.packages.filter(({ owner }) => owner !== undefined);
    expect(owned.map(({ name, owner }) => [name, owner?.replace(/@.*/, '')])).toEqual([
      ['PyYAML', 'pkg:deb/debian/python3-yaml'],
    ]);
    expect(
      report.removed.map(({ name, version, reason, removedBy }) => [name, version, reason, indexOf(removedBy.layer)]),
    ).toEqual([
      ['old', '1.0', 'removed', 2],
      ['x', '1.5.0', 'removed', 2],
      ['left', '1.0.0', 'replaced', 2],
    ]);
  });

  it('finds what each ecosystem says, and of an owned package only what the distro says', () => {
    expect(report.findings.map(({ vulnerabilityId, packageId }) => `${vulnerabilityId} ${packageId}`)).toEqual([
      'DEBIAN-1 pkg:deb/debian/python3-yaml@6.0-3?arch=amd64&distro=debian-12',
      'GHSA-GEM pkg:gem/rack@2.0.0',
      'GHSA-GO pkg:golang/example.org/lib@v0.3.0',
      'GHSA-JAVA pkg:maven/g/a@1.0',
      'GHSA-NPM pkg:npm/left@1.0.1',
      'GHSA-PHP pkg:composer/acme/lib@v1.1.0',
      'GHSA-PY pkg:pypi/requests@2.0.0',
    ]);
  });

  it('says what is missing: software that is not read, and ecosystems without advisories', () => {
    expect(report.complete).toBe(false);
    expect(report.problems.map(({ code, message }) => [code, /Nix|conda|CRAN/.exec(message)?.[0]])).toEqual([
      ['catalog/software-not-supported', 'Nix'],
      ['advisories/none-for-ecosystem', 'conda'],
      ['advisories/none-for-ecosystem', 'CRAN'],
    ]);
    expect(report.coverage?.layers).toEqual({ read: 3, total: 3 });
  });
});
