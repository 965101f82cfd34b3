import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDockerArchive, writeOciArchive, writeOciLayout } from '#tests/support/image-builder.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';
import { zlibAdvisory, zlibImage } from '#tests/support/zlib-image.ts';

let directory: string;
let data: string;
let layout: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-cli-'));
  data = join(directory, 'data');
  layout = await writeOciLayout(join(directory, 'layout'), [{ image: zlibImage, tag: 'one' }]);
  await mkdir(join(directory, 'feeds'));
  await writeFile(join(directory, 'own.json'), JSON.stringify(zlibAdvisory));
  const update = await runPlimsoll([
    'advisories',
    'update',
    '--data',
    data,
    '--from',
    join(directory, 'feeds'),
    '--own',
    join(directory, 'own.json'),
  ]);
  expect(update).toMatchObject({ status: 0 });
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const scan = (...args: readonly string[]) => runPlimsoll(['scan', '--data', data, ...args]);

describe('plimsoll scan', () => {
  it('says in its first line whether coverage is complete, and lists the finding', async () => {
    const { status: exit, stdout, stderr } = await scan(`oci:${layout}:one`);
    expect(exit).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^Coverage: complete/);
    expect(stdout).toMatch(/critical +CVE-2099-0001 +zlib1g +1:1\.2\.13\.dfsg-1 +1:1\.3-1/);
    expect(stderr).toBe('');
  });

  it.each(['layout', 'oci-archive', 'docker-archive'])('reads the same from %s', async (kind) => {
    const reference = {
      layout: async () => `oci:${layout}`,
      'oci-archive': async () =>
        `oci-archive:${await writeOciArchive(join(directory, 'a.oci.tar'), [{ image: zlibImage, tag: 'one' }])}:one`,
      'docker-archive': async () =>
        `docker-archive:${await writeDockerArchive(join(directory, 'a.tar'), [{ image: zlibImage, repoTags: ['a:1'] }])}`,
    }[kind];
    const { stdout } = await scan(String(await reference?.()), '--format', 'json');
    const report = JSON.parse(stdout);
    expect(report.packages.map((one: { purl: string }) => one.purl)).toEqual([
      'pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?arch=amd64&distro=debian-12',
    ]);
    expect(report.findings.map((one: { vulnerabilityId: string }) => one.vulnerabilityId)).toEqual(['CVE-2099-0001']);
    expect(report.complete).toBe(true);
  });

  it('writes to a file where asked', async () => {
    const file = join(directory, 'report.json');
    const { status: exit, stdout } = await scan(`oci:${layout}`, '--format', 'json', '--output', file);
    expect([exit, stdout]).toEqual([0, '']);
    expect(JSON.parse(await readFile(file, 'utf8')).schemaVersion).toBe(1);
  });

  it('a layer that ends early is a problem in the first line, never a clean result', async () => {
    const broken = await writeOciLayout(join(directory, 'broken'), [{ image: zlibImage, tag: 'one' }]);
    const blob = join(broken, 'blobs/sha256', zlibImage.layers[0]?.digest.slice(7) ?? '');
    await truncate(blob, 60);
    const { status: exit, stdout } = await scan('--no-cache', `oci:${broken}:one`);
    expect(exit).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^Coverage: INCOMPLETE/);
    expect(stdout).toContain(zlibImage.layers[0]?.digest);
    expect(stdout).not.toContain('No known vulnerabilities.');
  });
});

describe('plimsoll sbom', () => {
  it.each([
    ['cyclonedx', (text: string) => JSON.parse(text).components.length, 2],
    ['cyclonedx@1.7', (text: string) => JSON.parse(text).components.length, 2],
    ['spdx', (text: string) => JSON.parse(text).packages.length, 3],
    [
      'spdx3',
      (text: string) =>
        JSON.parse(text)['@graph'].filter(({ type }: { type: string }) => type === 'software_Package').length,
      3,
    ],
  ])('needs no advisory database, and what it writes can be scanned: %s', async (format, count, expected) => {
    const file = join(directory, 'sbom.json');
    const listed = await runPlimsoll([
      'sbom',
      `oci:${layout}`,
      '--data',
      join(directory, 'nothing-here'),
      '--format',
      format,
      '--output',
      file,
    ]);
    expect(listed).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(count(await readFile(file, 'utf8'))).toBe(expected);
    const { stdout, status: exit } = await scan(`sbom:${file}`);
    expect(exit).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^Coverage: complete/);
    expect(stdout).toMatch(/critical +CVE-2099-0001 +zlib1g +1:1\.2\.13\.dfsg-1 +1:1\.3-1/);
  });

  it('turns one format into another', async () => {
    const file = join(directory, 'sbom.json');
    const turned = await runPlimsoll(['sbom', `sbom:${file}`, '--format', 'cyclonedx']);
    expect(JSON.parse(turned.stdout).components[1].purl).toBe(
      'pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?arch=amd64&distro=debian-12',
    );
  });
});

describe('exit codes and messages', () => {
  it.each([
    ['no command line at all that makes sense', ['scan'], 2, /missing required argument/],
    ['an unknown option', ['scan', 'a', '--fromat', 'json'], 2, /unknown option '--fromat'[\s\S]*--format/],
    ['an unknown format', ['scan', 'a', '--format', 'yaml'], 2, /table, json/],
    ['a platform that is none', ['scan', 'a', '--platform', 'arm'], 2, /--platform arm is not OS\/ARCHITECTURE/],
    ['a user name alone', ['scan', 'a', '--username', 'me'], 2, /--password-stdin/],
    ['an unknown command', ['scann'], 2, /unknown command 'scann'/],
    ['a reference that is none', ['scan', 'UPPER CASE'], 2, /UPPER CASE/],
    ['a file that is not said to be one', ['scan', import.meta.filename], 2, /is a file: say what it is, oci-archive:/],
    ['no folder for the report', ['scan', 'a', '--output', '/nonexistent/a'], 2, /there is no folder \/nonexistent/],
    ['a table as SBOM', ['sbom', 'a', '--format', 'table'], 2, /Allowed choices are json, cyclonedx/],
    ['an SBOM that is not there', ['scan', 'sbom:/nonexistent.json'], 3, /\/nonexistent\.json cannot be read/],
    ['an SBOM that is none', ['scan', `sbom:${import.meta.filename}`], 3, /is no SBOM that can be read/],
    ['a layout that is not there', ['scan', 'oci:/nonexistent'], 3, /\/nonexistent/],
    [
      'an advisory database that is not there',
      ['scan', 'a', '--advisories', '/nonexistent.db'],
      3,
      /\/nonexistent\.db.*advisories update/,
    ],
    ['a registry where nothing listens', ['scan', '127.0.0.1:1/a:1', '--plain-http'], 3, /127\.0\.0\.1:1/],
  ])('%s', async (_, args, exit, message) => {
    const result = await runPlimsoll([
      ...args,
      ...(args[0] === 'scan' && !args.includes('--advisories') ? ['--data', data] : []),
    ]);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect([result.status, result.stdout]).toEqual([exit, '']);
  });

  it('help and version go to stdout with exit code 0', async () => {
    const help = await runPlimsoll(['scan', '--help']);
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('--skip-tls-verify');
    expect((await runPlimsoll(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('plimsoll advisories', () => {
  it('status names each source with age and records', async () => {
    const { stdout } = await runPlimsoll(['advisories', 'status', '--data', data]);
    expect(stdout).toMatch(/^Revision 1, built .* ago\)/);
    expect(stdout).toMatch(/own +1 records/);
  });

  it('an update in which nothing can be had keeps the last good database and says so', async () => {
    const result = await runPlimsoll(['advisories', 'update', '--data', data, '--from', join(directory, 'nowhere')]);
    expect(result.stdout + result.stderr).toContain('nowhere');
    expect((await scan(`oci:${layout}`)).stdout).toContain('CVE-2099-0001');
  });
});
