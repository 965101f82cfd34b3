import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { updateFrom } from '#tests/support/feeds/update.ts';
import { writeDockerArchive } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { type CliResult, runPlimsoll } from '#tests/support/run-cli.ts';
import { type CliHereOptions, runCliHere } from '#tests/support/run-cli-here.ts';
import { npmFlaws } from '#tests/support/service/npm-flaws.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

let service: TestService;
let registry: FakeRegistry;
let token: string;

beforeAll(async () => {
  const directory = await makeTemporaryDirectory();
  const from = await writeMirror(join(directory, 'mirror'), npmFlaws);
  const { path } = await updateFrom(join(directory, 'advisories.db'), { from, now: () => new Date() });
  registry = await startFakeRegistry({ access: { kind: 'basic', users: { robot: 'hunter2-secret' } } });
  putImage(registry, 'team/app', '1', npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0']));
  putImage(registry, 'team/app', '2', npmImage(['left@1.0.0', 'right@1.0.0'], ['left@2.0.0']));
  putImage(registry, 'other/tool', 'a', npmImage(['clean@1.0.0']));
  service = await startTestService({ advisoriesPath: path });
  token = await makeToken('admin');
});

afterAll(() => endAll(service, registry));

async function makeToken(scope: string): Promise<string> {
  return (await service.api.send<{ token: string }>('POST', '/tokens', { name: `cli ${scope}`, scope })).token;
}

/** Runs `plimsoll` as the client of the service. */
function plimsoll(args: readonly string[], options: CliHereOptions = {}): Promise<CliResult> {
  return runCliHere(args, { server: service.url, token, ...options });
}

const addArgs = () => [
  'registry',
  'add',
  registry.host,
  '--name',
  'Test',
  '--plain-http',
  '--username',
  'robot',
  '--password-stdin',
];

describe('plimsoll registry', () => {
  it('says what to do while there is none', async () => {
    const { status, stdout } = await plimsoll(['registry', 'list']);
    expect([status, stdout]).toEqual([
      0,
      'The service watches no registry yet: add one with "plimsoll registry add".\n',
    ]);
  });

  it.each([
    ['before the command', (url: string, given: string) => ['--server', url, '--token', given, 'registry', 'list']],
    ['within it', (url: string, given: string) => ['registry', `--server=${url}`, 'list', `--token=${given}`]],
  ])('takes service and token where they stand %s', async (_, words) => {
    const { status, stdout } = await runCliHere(words(service.url, token));
    expect([status, stdout]).toEqual([0, expect.stringContaining('watches no registry yet')]);
  });

  it('adds none that the service cannot use, and says why', async () => {
    const { status, stderr } = await plimsoll(addArgs(), { stdin: 'wrong\n' });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^plimsoll: .*It was not added/);
    expect(stderr).not.toContain('wrong\n');
    expect((await service.api.get<{ items: unknown[] }>('/registries')).items).toEqual([]);
  });

  it('knows the place of uploaded archives before there are any', async () => {
    const { status, stdout } = await plimsoll(['images', '--registry', 'uploads']);
    expect([status, stdout]).toEqual([0, 'No image is like that.\n']);
  });

  it('gives its advice once where the registry speaks plain HTTP', async () => {
    const { status, stderr } = await plimsoll(['registry', 'add', registry.host]);
    expect([status, stderr]).toEqual([
      3,
      `plimsoll: Cannot reach ${registry.host}: it does not speak TLS; if it speaks plain HTTP, allow that (--plain-http). It was not added; --no-test adds it all the same.\n`,
    ]);
  });

  it('adds one with its credential', async () => {
    const { status, stdout, stderr } = await plimsoll(addArgs(), { stdin: 'hunter2-secret\n' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Added "Test" (${registry.host}, docker-v2).`);
    expect(stdout).not.toContain('hunter2');
  });

  it('refuses a second one of the same name in the words of the service', async () => {
    const args = [...addArgs().slice(0, -1), '--password-stdin', '--no-test'];
    const { status, stderr } = await plimsoll(args, { stdin: 'hunter2-secret' });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^plimsoll: .*Test/);
  });

  it('scans one and waits until all is read', async () => {
    const { status, stdout, stderr } = await plimsoll(['registry', 'scan', 'test', '--wait']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('"Test": 3 scanned, 0 unchanged. 100 % of the images wanted have a result.\n');
  });

  it('names those that there are where it knows none of that name', async () => {
    const { status, stderr } = await plimsoll(['registry', 'scan', 'nothing']);
    expect([status, stderr]).toEqual([2, 'plimsoll: the service has no registry "nothing"; it has "Test".\n']);
  });

  it('lists them for people and for programs', async () => {
    const [table, json] = await Promise.all([
      plimsoll(['registry', 'list']),
      plimsoll(['registry', 'list', '--format', 'json']),
    ]);
    expect(table.stdout).toMatch(/^NAME +PATH +TYPE/);
    expect(table.stdout).toMatch(/Test +127\.0\.0\.1:\d+ +docker-v2 +2 +3 +1 .*3 scanned, 0 unchanged/);
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: 'Test', images: 3, hasCredential: true }]);
  });
});

describe('plimsoll images and findings', () => {
  it('lists images, worst first', async () => {
    const { status, stdout } = await plimsoll(['images']);
    expect(status).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^IMAGE +PLATFORM +CRITICAL +HIGH/);
    expect(rows.map((row) => row.split(/ +/)[0])).toEqual([
      `${registry.host}/team/app:1`,
      `${registry.host}/team/app:2`,
      `${registry.host}/other/tool:a`,
    ]);
    expect(rows[0]).toMatch(/linux\/amd64 +1 +0 +0 +1 +1 +1 +\d+ +complete +(?:less than a minute|\d+ minutes?) ago$/);
  });

  it.each([
    [['--kev'], ['team/app:1']],
    [
      ['--kev', 'false', '--sort', 'name'],
      ['other/tool:a', 'team/app:2'],
    ],
    [['--vulnerability', 'CVE-2026-0001', '--registry', 'Test'], ['team/app:1']],
    [['--package', 'clean'], ['other/tool:a']],
    [['--search', 'nowhere'], []],
  ])('narrows them by %j', async (args, expected) => {
    const { stdout, stderr } = await plimsoll(['images', '--format', 'ndjson', ...args]);
    expect(stderr).toBe('');
    const rows = stdout.split('\n').filter((line) => line !== '');
    expect(rows.map((row) => JSON.parse(row).reference)).toEqual(expected.map((name) => `${registry.host}/${name}`));
  });

  it('says how many there are where the table is cut', async () => {
    const { stdout } = await plimsoll(['images', '--limit', '1']);
    expect(stdout.trimEnd().split('\n').slice(2)).toEqual(['', '1 of 3 images: --limit shows more, --format csv all.']);
  });

  it('lists findings, worst first, with what mends them', async () => {
    const { status, stdout } = await plimsoll(['findings']);
    expect(status).toBe(0);
    const rows = stdout.trimEnd().split('\n').slice(1);
    expect(rows[0]).toMatch(/^critical +CVE-2026-0001 +yes +left +1\.0\.0 +2\.0\.0 +127.*team\/app:1$/);
    expect(rows.slice(1).map((row) => row.split(/ +/).slice(0, 3))).toEqual([
      ['low', 'GHSA-bbbb', 'right'],
      ['low', 'GHSA-bbbb', 'right'],
    ]);
  });

  it('gives programs all of them, and says where people do not see all', async () => {
    const [csv, table] = await Promise.all([
      plimsoll(['findings', '--format', 'csv', '--severity', 'critical']),
      plimsoll(['findings', '--limit', '2']),
    ]);
    expect(csv.stdout.trimEnd().split('\r\n')).toHaveLength(2);
    expect(table.stdout).toMatch(/\nThe worst 2 of 3: --limit shows more/);
  });
});

describe('plimsoll scan by a service', () => {
  it('scans an image there and writes its report in any format', async () => {
    const reference = `${registry.host}/team/app:1`;
    const [table, json] = await Promise.all([
      plimsoll(['scan', reference]),
      plimsoll(['scan', reference, '--format', 'json']),
    ]);
    expect({ status: table.status, stderr: table.stderr }).toEqual({ status: 0, stderr: '' });
    expect(table.stdout.split('\n')[0]).toMatch(/^Coverage: complete/);
    expect(table.stdout).toMatch(/critical +CVE-2026-0001 +left +1\.0\.0 +2\.0\.0/);
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, complete: true });
  });

  it('ends with 1 where a policy of the service fails, or one that is given', async () => {
    const reference = `${registry.host}/team/app:1`;
    const conditions = [{ type: 'severity', options: { level: 'critical' } }];
    const policy = { name: 'Nothing critical', action: 'fail', enabled: true, rules: [{ conditions }] };
    const { id } = await service.api.send<{ id: string }>('POST', '/policies', policy);
    const ofService = await plimsoll(['scan', reference]);
    expect(ofService.status).toBe(1);
    expect(ofService.stdout).toMatch(
      /^FAIL {6}Nothing critical\n +- Severity critical: 1 finding \(CVE-2026-0001 in left\)$/m,
    );
    expect(ofService.stderr).toMatch(/violates a policy: Nothing critical\.\n$/);
    await service.api.send('DELETE', `/policies/${id}`);
    const given = await plimsoll(['scan', reference, '--policy', 'template:image-hygiene']);
    expect([given.status, given.stderr]).toEqual([1, expect.stringMatching(/violates a policy: Image hygiene\.\n$/)]);
    expect(given.stdout).not.toContain('Nothing critical');
  });

  it('takes service and token from the environment, in a process of its own', async () => {
    const env = { PLIMSOLL_SERVER: service.url, PLIMSOLL_TOKEN: token };
    const { status, stdout, stderr } = await runPlimsoll(['scan', `${registry.host}/team/app:1`], { env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(/^Coverage: complete/);
  });

  it.each<[what: string, reference: () => string, options: readonly string[], status: number, message: RegExp]>([
    ['an image that is not there', () => `${registry.host}/team/app:none`, [], 3, /was not scanned: .*none/],
    ['an image of no registry that it knows', () => 'elsewhere.example/a:1', [], 3, /add elsewhere\.example under/i],
    ['what is no reference', () => 'A:B:C', [], 2, /no image reference/],
    ['an archive of this machine', () => 'sbom:x.json', [], 2, /on this machine: give --local/],
    [
      'options for reading here',
      () => 'a.example/b',
      ['--plain-http'],
      2,
      /--plain-http .*PLIMSOLL_SERVER is set.*--local/,
    ],
  ])('fails in words for %s', async (_, reference, options, expected, message) => {
    const { status, stderr, stdout } = await plimsoll(['scan', reference(), ...options]);
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('sends an archive of this machine along', async () => {
    const directory = await makeTemporaryDirectory();
    const image = npmImage(['left@1.0.0', 'sent@3.0.0']);
    const file = await writeDockerArchive(join(directory, 'sent.tar'), [{ image, repoTags: ['team/sent:1'] }]);
    const { status, stdout, stderr } = await plimsoll([
      'scan',
      `docker-archive:${file}:team/sent:1`,
      '--format',
      'json',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report.image).toMatchObject({ id: image.config.digest, reference: 'upload:/sent.tar:team/sent:1' });
    expect(report.packages.map((one: { name: string }) => one.name)).toEqual(['left', 'sent']);
    const listed = await plimsoll(['images', '--registry', 'uploaded archives']);
    expect(listed.stdout).toContain('upload:/sent.tar:team/sent:1');
    const missing = await plimsoll(['scan', 'docker-archive:/nowhere/x.tar']);
    expect([missing.status, missing.stderr]).toEqual([3, 'plimsoll: there is no /nowhere/x.tar.\n']);
  });

  it('shows what waits, runs and has ended, and queues it again', async () => {
    const { stdout } = await plimsoll(['queue', '--state', 'failed']);
    expect(stdout.split('\n')[0]).toMatch(/^0 scans waiting, 0 running.*; 1 failed in the last 24 hours\.$/);
    const [, id = ''] = /^failed .* (\S+)$/m.exec(stdout) ?? [];
    const again = await plimsoll(['queue', 'retry', id]);
    expect(again.stdout).toBe(`${registry.host}/team/app:none: queued\n`);
    const json = JSON.parse((await plimsoll(['queue', '--format', 'json', '--search', 'none'])).stdout);
    expect(json.scans).toMatchObject([{ id, reference: `${registry.host}/team/app:none` }]);
    expect((await plimsoll(['queue', 'cancel'])).stderr).toContain('give --waiting');
    expect((await plimsoll(['queue', 'cancel', '--waiting'])).stdout).toMatch(/^\d+ scans? cancelled\n$/);
    expect((await plimsoll(['queue', 'cancel', 'no-such-scan'])).stderr).toMatch(/there is no scan no-such-scan/i);
  });
});

describe('signing in', () => {
  it.each([
    ['no token', '', /API token in PLIMSOLL_TOKEN/],
    ['a wrong one', 'plimsoll_wrong', /API token in PLIMSOLL_TOKEN/],
    ['one with a line break', 'two\nlines', /holds characters that no token has/],
  ])('fails in words with %s', async (_, wrong, message) => {
    const { status, stderr } = await plimsoll(['images'], { token: wrong });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(message);
    if (wrong !== '') expect(stderr).not.toContain(wrong);
  });

  it('a token to read with may not scan, and is told which one may', async () => {
    const { status, stderr } = await plimsoll(['scan', `${registry.host}/team/app:1`], {
      token: await makeToken('read'),
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/for read only: this takes one for scan/);
  });

  it.runIf(process.platform === 'linux')('no list of processes shows a token of the command line', async () => {
    const slow = createServer(() => undefined);
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as { port: number };
    const args = ['images', '--server', `http://127.0.0.1:${port}`, '--token', 'plimsoll_sesame'];
    const arrived = new Promise<string | undefined>((resolve) =>
      slow.once('request', ({ headers }) => resolve(headers.authorization)),
    );
    const child = spawn(process.execPath, [join(repositoryRoot, 'bin/plimsoll.js'), ...args], { stdio: 'ignore' });
    try {
      expect(await arrived).toBe('Bearer plimsoll_sesame');
      expect(await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).toMatch(/^plimsoll images --server/);
      expect(await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain('sesame');
    } finally {
      child.kill();
      slow.closeAllConnections();
      slow.close();
    }
  });
});
