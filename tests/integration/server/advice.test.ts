import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affectedBefore, type OsvRecord, writeMirror } from '#tests/support/feeds/mirror.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { debianImage } from '#tests/support/service/debian-images.ts';
import { putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import { openVexDocument } from '#tests/support/service/vex-documents.ts';

interface Finding {
  readonly vulnerabilityId: string;
  readonly packageName: string;
  readonly severity: string;
  readonly hidden?: string;
}
interface Overview {
  readonly findings: number;
  readonly severityCounts: Readonly<Record<string, number>>;
  readonly hidden: readonly { readonly reason: string; readonly findings: number }[];
  readonly riskScore: number;
  readonly vulnerablePackages: number;
}

let service: TestService;
let registry: FakeRegistry;
let imageId: string;

const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const low = 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N';

function debian(cve: string, name: string, vector: string): OsvRecord {
  return {
    id: `DEBIAN-${cve}`,
    upstream: [cve],
    severity: [{ type: 'CVSS_V3', score: vector }],
    affected: [affectedBefore('Debian:12', name, '9.0')],
  };
}

const records = [
  debian('CVE-2026-0001', 'curl', low),
  debian('CVE-2026-0002', 'linux', critical),
  debian('CVE-2026-0003', 'git', low),
];
/** What GitHub says of the first of them. */
const github: OsvRecord = {
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['CVE-2026-0001'],
  severity: [{ type: 'CVSS_V3', score: critical }],
  affected: [affectedBefore('npm', 'curl-for-node', '9.0.0')],
};

const overview = () => service.api.get<Overview>(`/images/${imageId}`);
const findings = async (query = '') => {
  const page = await service.api.get<{ items: readonly Finding[]; total: number }>(
    `/images/${imageId}/vulnerabilities${query}`,
  );
  expect(page.total).toBe(page.items.length);
  return page.items
    .map((one) => `${one.vulnerabilityId} ${one.packageName} ${one.severity} ${one.hidden ?? ''}`.trim())
    .sort();
};

beforeAll(async () => {
  const mirror = join(await makeTemporaryDirectory(), 'mirror');
  await writeMirror(mirror, { osv: { Debian: records, npm: [github] } });
  registry = await startFakeRegistry();
  putImage(
    registry,
    'app',
    '1',
    debianImage('curl 8.0-1', 'linux-libc-dev 6.1-1 linux', 'git 2.0-1', 'git-doc 2.0-1 git'),
  );
  service = await startTestService({ advisoriesFrom: mirror });
  const { api } = service;
  await addRegistry(api, registry);
  await api.send('POST', '/advisories/update');
  await api.until<{ advisories: { state: string } }>('/status', ({ advisories }) => advisories.state === 'ready');
  const { id } = await api.send<{ id: string }>('POST', '/scans', { reference: `${registry.host}/app:1` });
  imageId = (await api.until<{ state: string; imageId: string }>(`/scans/${id}`, ({ state }) => state === 'done'))
    .imageId;
});

afterAll(() => endAll(service, registry));

describe('hidden findings', () => {
  it('are in no total, and counted by why', async () => {
    expect(await overview()).toMatchObject({
      findings: 2,
      severityCounts: { critical: 0, low: 2 },
      vulnerablePackages: 2,
      hidden: [
        { reason: 'documentation', findings: 1 },
        { reason: 'kernel-headers', findings: 1 },
      ],
    });
  });

  it.each([
    ['', ['CVE-2026-0001 curl low', 'CVE-2026-0003 git low']],
    [
      '?hidden=include',
      [
        'CVE-2026-0001 curl low',
        'CVE-2026-0002 linux-libc-dev critical kernel-headers',
        'CVE-2026-0003 git low',
        'CVE-2026-0003 git-doc low documentation',
      ],
    ],
    [
      '?hidden=only',
      ['CVE-2026-0002 linux-libc-dev critical kernel-headers', 'CVE-2026-0003 git-doc low documentation'],
    ],
  ])('are listed as wanted: %s', async (query, expected) => {
    expect(await findings(query)).toEqual(expected);
  });

  it('bring no image into a listing, and are marked where the vulnerability is shown', async () => {
    const images = (query: string) => service.api.get<{ total: number }>(`/images?${query}`);
    expect(await images('severity=critical')).toMatchObject({ total: 0 });
    expect(await images('vulnerability=CVE-2026-0002')).toMatchObject({ total: 0 });
    expect(await images('vulnerability=CVE-2026-0003')).toMatchObject({ total: 1 });
    expect(await service.api.get('/vulnerabilities/CVE-2026-0002')).toMatchObject({
      images: 0,
      packages: [{ name: 'linux-libc-dev', hidden: 'kernel-headers' }],
    });
    expect(await service.api.get(`/images/${imageId}/vulnerabilities/CVE-2026-0002`)).toMatchObject({
      packages: [{ hidden: 'kernel-headers' }],
    });
  });

  it('are in the report with the reason', async () => {
    const report = await service.api.get<{ findings: readonly { hidden?: string }[] }>(`/images/${imageId}/report`);
    expect(report.findings.map(({ hidden }) => hidden ?? 'shown').sort()).toEqual([
      'documentation',
      'kernel-headers',
      'shown',
      'shown',
    ]);
  });
});

describe('whose ratings decide', () => {
  const setOrder = (order: readonly string[]) => service.api.send('PUT', '/settings/severity-order', { order });

  it('is the usual order unless it is set', async () => {
    expect(await service.api.get('/settings/severity-order')).toEqual({ order: [] });
  });

  it('rates everything anew at once, and back again', async () => {
    const before = await overview();
    expect(await setOrder(['ghsa'])).toEqual({ order: ['ghsa'] });
    const now = await overview();
    expect(now.severityCounts).toMatchObject({ critical: 1, low: 1 });
    expect(now.riskScore).toBeGreaterThan(before.riskScore);
    expect(await findings()).toEqual(['CVE-2026-0001 curl critical', 'CVE-2026-0003 git low']);
    expect(await service.api.get(`/images/${imageId}/vulnerabilities/CVE-2026-0001`)).toMatchObject({
      severity: 'critical',
      ratings: [{ severity: 'critical' }, { severity: 'low' }],
    });
    await setOrder([]);
    expect(await overview()).toEqual(before);
  });

  it('is no news', async () => {
    await setOrder(['ghsa']);
    expect(await service.api.get('/dashboard')).toMatchObject({ news: { vulnerabilities: 0 } });
    await setOrder([]);
  });

  it.each([[['nvd', 'nvd']], [['']], [Array.from({ length: 21 }, (_, index) => `rater ${index}`)]])(
    'is refused where it makes no sense: %j',
    async (order) => {
      const { status } = await service.api.call('PUT', '/settings/severity-order', { order });
      expect(status).toBe(400);
    },
  );
});

describe('an explanation', () => {
  const explain = (vulnerability: string) =>
    service.api.get<{ packages: readonly { name: string; verdict: string; reason: string }[]; unmentioned: number }>(
      `/images/${imageId}/vulnerabilities/${vulnerability}/explanation`,
    );

  it('says which advisory, which names and versions in which order, and what follows', async () => {
    expect(await explain('CVE-2026-0001')).toMatchObject({
      vulnerabilityId: 'CVE-2026-0001',
      packages: [
        {
          name: 'curl',
          version: '8.0-1',
          verdict: 'affected',
          reason: expect.stringContaining('DEBIAN-CVE-2026-0001 says so'),
          lookUps: expect.arrayContaining([
            { ecosystem: 'Debian', release: '12', name: 'curl', version: '8.0-1', scheme: 'deb' },
          ]),
          advisories: [
            {
              advisoryId: 'DEBIAN-CVE-2026-0001',
              firstHand: false,
              verdict: 'affected',
              statements: [{ verdict: 'holds', text: 'introduced 0, fixed 9.0', fix: { state: 'fixed' } }],
            },
          ],
          suppressions: [],
          severity: 'low',
          risk: expect.stringContaining('× 10 ×'),
        },
      ],
      unmentioned: 3,
      elsewhere: [{ advisoryId: 'GHSA-aaaa-bbbb-cccc', about: ['npm curl-for-node'] }],
    });
  });

  it('says why a finding is counted apart', async () => {
    expect(await explain('CVE-2026-0002')).toMatchObject({
      packages: [{ name: 'linux-libc-dev', verdict: 'affected', hidden: 'kernel-headers' }],
    });
  });

  it('says which statement suppresses a finding', async () => {
    const document = openVexDocument({ vulnerability: 'CVE-2026-0001', product: 'pkg:deb/debian/curl' });
    await service.api.send('PUT', '/vex-documents/vex.json', document);
    expect(await explain('CVE-2026-0001')).toMatchObject({
      packages: [{ verdict: 'suppressed', suppressions: [{ document: 'vex.json' }] }],
    });
    await service.api.send('DELETE', '/vex-documents/vex.json');
  });

  it('of what no advisory names has no packages', async () => {
    expect(await explain('CVE-1999-0001')).toMatchObject({ packages: [], unmentioned: 4 });
  });

  it('needs an image', async () => {
    expect((await service.api.call('GET', '/images/none/vulnerabilities/CVE-1/explanation')).status).toBe(404);
  });
});
