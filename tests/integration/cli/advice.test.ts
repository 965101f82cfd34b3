import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affectedBefore, type OsvRecord, writeMirror } from '#tests/support/feeds/mirror.ts';
import { writeOciLayout } from '#tests/support/image-builder.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';
import { debianImage } from '#tests/support/service/debian-images.ts';
import { csafDocument, cyclonedxDocument, openVexDocument } from '#tests/support/service/vex-documents.ts';

const [critical, low] = [
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N',
];

function debian(cve: string, name: string, vector: string): OsvRecord {
  return {
    id: `DEBIAN-${cve}`,
    upstream: [cve],
    severity: [{ type: 'CVSS_V3', score: vector }],
    affected: [affectedBefore('Debian:12', name, '9.0')],
  };
}

const github: OsvRecord = {
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['CVE-2026-0001'],
  severity: [{ type: 'CVSS_V3', score: critical }],
  affected: [affectedBefore('npm', 'curl-for-node', '9.0.0')],
};

let directory: string;
let reference: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-cli-advice-'));
  const image = debianImage('curl 8.0-1', 'linux-libc-dev 6.1-1 linux', 'git 2.0-1');
  reference = `oci:${await writeOciLayout(join(directory, 'layout'), [{ image, tag: 'one' }])}:one`;
  const mirror = await writeMirror(join(directory, 'mirror'), {
    osv: {
      Debian: [
        debian('CVE-2026-0001', 'curl', low),
        debian('CVE-2026-0002', 'linux', critical),
        debian('CVE-2026-0003', 'git', low),
      ],
      npm: [github],
    },
  });
  const update = await runPlimsoll(['advisories', 'update', '--data', join(directory, 'data'), '--from', mirror]);
  expect(update).toMatchObject({ status: 0 });
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** What a command that must work writes. */
async function plimsoll(command: 'scan' | 'explain', ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runPlimsoll([
    command,
    '--data',
    join(directory, 'data'),
    reference,
    ...args,
  ]);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

async function vexFile(name: string, document: object): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, JSON.stringify(document));
  return path;
}

describe('plimsoll explain', () => {
  it('says in text what decided, what was compared, and what is about something else', async () => {
    const text = await plimsoll('explain', 'CVE-2026-0001');
    expect(text).toMatch(/^CVE-2026-0001 in oci:/);
    expect(text).toContain('curl 8.0-1: AFFECTED');
    expect(text).toContain('looked up  curl 8.0-1 in Debian 12, by deb order');
    expect(text).toContain('introduced 0, fixed 9.0');
    expect(text).toMatch(/severity +low, of: .*3\.1 low/);
    expect(text).toContain('2 other packages are named by no advisory on it.');
    expect(text).toMatch(/GHSA-aaaa-bbbb-cccc \(.*\): npm curl-for-node/);
  });

  it('says the same as JSON', async () => {
    expect(JSON.parse(await plimsoll('explain', 'CVE-2026-0002', '--format', 'json'))).toMatchObject({
      vulnerabilityId: 'CVE-2026-0002',
      packages: [
        { name: 'linux-libc-dev', verdict: 'affected', hidden: 'kernel-headers', rating: { severity: 'critical' } },
      ],
      unmentioned: 2,
    });
  });

  it('says which statement suppresses a finding', async () => {
    const file = await vexFile(
      'explained.json',
      openVexDocument({ vulnerability: 'CVE-2026-0001', product: 'pkg:deb/debian/curl' }),
    );
    const text = await plimsoll('explain', 'CVE-2026-0001', '--vex', file);
    expect(text).toContain('curl 8.0-1: affected, but suppressed');
    expect(text).toContain('vulnerable code not present');
  });

  it('says that nothing is known of a name', async () => {
    expect(await plimsoll('explain', 'CVE-1999-0001')).toContain(
      'The advisory database knows no advisory of that name.',
    );
  });
});

describe('plimsoll scan', () => {
  it('counts hidden findings apart, and lists them where asked', async () => {
    const text = await plimsoll('scan');
    expect(text).toContain('2 findings: 2 low; 1 hidden (1 in kernel headers).');
    expect(text).not.toContain('CVE-2026-0002');
    expect(await plimsoll('scan', '--show-hidden')).toMatch(/critical +CVE-2026-0002 +linux-libc-dev/);
  });

  it.each([
    ['OpenVEX', openVexDocument],
    ['CSAF', csafDocument],
    ['CycloneDX', cyclonedxDocument],
  ])('--vex with a document in %s suppresses what it states', async (name, write) => {
    const purl = 'pkg:deb/debian/curl';
    const file = await vexFile(`${name}.json`, write({ vulnerability: 'CVE-2026-0001', product: purl }));
    const report = JSON.parse(await plimsoll('scan', '--vex', file, '--format', 'json'));
    const suppressed = report.findings.filter(
      ({ suppressions }: { suppressions: object[] }) => suppressions.length > 0,
    );
    expect(suppressed).toMatchObject([
      { vulnerabilityId: 'CVE-2026-0001', suppressions: [{ by: 'vex', document: file }] },
    ]);
    expect(await plimsoll('scan', '--vex', file)).toContain('1 finding: 1 low; 1 suppressed; 1 hidden');
  });

  it('--vex with what is no VEX document says so and ends', async () => {
    const file = await vexFile('none.json', {});
    const result = await runPlimsoll(['scan', '--data', join(directory, 'data'), reference, '--vex', file]);
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain(`${file} is no VEX document that is known`);
  });

  it('--severity-from hears those first whom it names', async () => {
    expect(await plimsoll('scan', '--severity-from', 'ghsa')).toContain('2 findings: 1 critical, 1 low');
    expect(await plimsoll('scan', '--severity-from', 'vendor, nvd')).toContain('2 findings: 2 low');
  });

  it('--plan says which packages to upgrade, and what that clears', async () => {
    const text = await plimsoll('scan', '--plan');
    expect(text).toMatch(/Upgrade plan\n.*UPGRADE.*\n.*curl +8\.0-1 +9\.0 +1 +0 +0/);
    expect(text).toContain('2 upgrades clear 2 vulnerabilities');
    // What is hidden is nothing to upgrade for.
    expect(text).not.toContain('linux-libc-dev');
  });
});
