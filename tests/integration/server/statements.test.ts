import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { affectedBefore, type OsvRecord, writeMirror } from '#tests/support/feeds/mirror.ts';
import { type OfficialSchema, schemaViolations } from '#tests/support/official-schemas.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { missingShared } from '#tests/support/requirements.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { scanAndWait, updateAdvisories } from '#tests/support/service/scan-and-wait.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import {
  csafDocument,
  cyclonedxDocument,
  openVexDocument,
  type VexClaim,
} from '#tests/support/service/vex-documents.ts';

interface Finding {
  readonly vulnerabilityId: string;
  readonly packageName: string;
  readonly suppression?: { readonly reason: string; readonly document: string };
}
interface Overview {
  readonly findings: number;
  readonly suppressed: number;
  readonly riskScore: number;
  readonly vulnerablePackages: number;
  readonly packageTypes: readonly { readonly vulnerablePackages: number }[];
}

let service: TestService;
let registry: FakeRegistry;
/** `a` and `b` hold left and right, in images of their own. */
const imageIds: Record<string, string> = {};

const record = (cve: string, name: string, vector: string): OsvRecord => ({
  id: `GHSA-${name}`,
  aliases: [cve],
  severity: [{ type: 'CVSS_V3', score: vector }],
  affected: [affectedBefore('npm', name, '9.0.0')],
});
const [worst, mild] = ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N'];

const left: VexClaim = { vulnerability: 'CVE-2026-0001', product: 'pkg:npm/left@1.0.0' };
const imageOf = (tag: string) => `pkg:oci/app?repository_url=${encodeURIComponent(`${registry.host}/app`)}&tag=${tag}`;

const put = (name: string, document: unknown) => service.api.send('PUT', `/vex-documents/${name}`, document);
const overview = (image: string) => service.api.get<Overview>(`/images/${imageIds[image]}`);
/** Findings as each image counts them, `a 1+1` for one that counts and one that is suppressed. */
async function counts(): Promise<string> {
  const [a, b] = await Promise.all([overview('a'), overview('b')]);
  return `a ${a.findings}+${a.suppressed} b ${b.findings}+${b.suppressed}`;
}
const findings = async (image: string, query = '') => {
  const page = await service.api.get<{ items: readonly Finding[] }>(
    `/images/${imageIds[image]}/vulnerabilities${query}`,
  );
  return page.items.map((one) => `${one.packageName} ${one.suppression?.document ?? ''}`.trim()).sort();
};

const scan = (tag: string) => scanAndWait(service.api, `${registry.host}/app:${tag}`);

beforeAll(async () => {
  const mirror = join(await makeTemporaryDirectory(), 'mirror');
  await writeMirror(mirror, {
    osv: { npm: [record('CVE-2026-0001', 'left', worst), record('CVE-2026-0002', 'right', mild)] },
  });
  registry = await startFakeRegistry();
  putImage(registry, 'app', 'a', npmImage(['left@1.0.0', 'right@1.0.0']));
  putImage(registry, 'app', 'b', npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0']));
  service = await startTestService({ advisoriesFrom: mirror });
  const { api } = service;
  await addRegistry(api, registry);
  await updateAdvisories(api);
  for (const tag of ['a', 'b']) imageIds[tag] = await scan(tag);
});

afterEach(async () => {
  const { items } = await service.api.get<{ items: readonly { name: string }[] }>('/vex-documents');
  for (const { name } of items) await service.api.send('DELETE', `/vex-documents/${name}`);
  expect(await counts()).toBe('a 2+0 b 2+0');
});

afterAll(() => endAll(service, registry));

describe('a statement', () => {
  it.each<[string, object, OfficialSchema]>([
    ['OpenVEX', openVexDocument(left), 'openvex'],
    ['CSAF', csafDocument(left), 'csaf-2.0'],
    ['CycloneDX VEX', cyclonedxDocument(left), 'cyclonedx-1.6'],
  ])('in %s on a package takes its findings out of the totals of all images', async (format, document, schema) => {
    if (!missingShared('schemas')) expect(schemaViolations(schema, document)).toEqual([]);
    const before = await overview('a');
    expect(await put('vex.json', document)).toMatchObject({
      format,
      statements: 1,
      suppressed: 1,
      uploadedBy: 'admin',
    });
    expect(await counts()).toBe('a 1+1 b 1+1');
    const now = await overview('a');
    expect(now.riskScore).toBeLessThan(before.riskScore);
    expect(now.packageTypes).toMatchObject([{ vulnerablePackages: 1 }]);
    expect(await findings('a')).toEqual(['right']);
    expect(await findings('a', '?suppressed=include')).toEqual(['left vex.json', 'right']);
    expect(await findings('a', '?suppressed=only')).toEqual(['left vex.json']);
  });

  it('on an image is true of that image alone', async () => {
    await put('vex.json', openVexDocument({ ...left, product: imageOf('a') }));
    expect(await counts()).toBe('a 1+1 b 2+0');
    expect(await overview('a')).toMatchObject({ vulnerablePackages: 1, packageTypes: [{ vulnerablePackages: 1 }] });
    const packages = await service.api.get<{ items: readonly { name: string; findings: number }[] }>(
      `/images/${imageIds.a}/packages`,
    );
    expect(packages.items.map(({ name, findings: count }) => `${name} ${count}`).sort()).toEqual(['left 0', 'right 1']);
    const images = (query: string) => service.api.get<{ total: number }>(`/images?${query}`);
    expect(await images('vulnerability=CVE-2026-0001')).toMatchObject({ total: 1 });
    expect(await images('vulnerability=CVE-2026-0002')).toMatchObject({ total: 2 });
    expect(await images('severity=critical')).toMatchObject({ total: 1 });
    expect(await service.api.get('/vulnerabilities/CVE-2026-0001')).toMatchObject({ images: 1 });
    const comparison = await service.api.get<{ fixed: number; added: number }>(
      `/comparison?from=${imageIds.a}&to=${imageIds.b}`,
    );
    expect(comparison).toMatchObject({ added: 1, fixed: 0 });
  });

  it('on a component of an image is true of that in it', async () => {
    await put('vex.json', openVexDocument({ ...left, product: imageOf('b'), component: 'pkg:npm/left@1.0.0' }));
    await put('other.json', openVexDocument({ ...left, product: imageOf('a'), component: 'pkg:npm/right@1.0.0' }));
    expect(await counts()).toBe('a 2+0 b 1+1');
  });

  it('on an image that is later takes back what is said of the package', async () => {
    await put('package.json', openVexDocument(left));
    await put(
      'image.json',
      openVexDocument({ ...left, product: imageOf('b'), status: 'affected', time: '2026-02-01T00:00:00Z' }),
    );
    expect(await counts()).toBe('a 1+1 b 2+0');
    expect(await overview('b')).toMatchObject({ vulnerablePackages: 2 });
    expect(await service.api.get<{ total: number }>('/images?vulnerability=CVE-2026-0001')).toMatchObject({ total: 1 });
  });

  it('follows the tag that it names', async () => {
    await put('vex.json', openVexDocument({ ...left, product: imageOf('a') }));
    const [a, b] = [npmImage(['left@1.0.0', 'right@1.0.0']), npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0'])];
    putImage(registry, 'app', 'a', b);
    expect(await scan('a')).toBe(imageIds.b);
    expect(await counts()).toBe('a 2+0 b 1+1');
    putImage(registry, 'app', 'a', a);
    expect(await scan('a')).toBe(imageIds.a);
    expect(await counts()).toBe('a 1+1 b 2+0');
  });

  it('is heeded for images that come after it', async () => {
    await put('vex.json', openVexDocument(left));
    putImage(registry, 'app', 'c', npmImage(['left@1.0.0'], ['right@1.0.0']));
    imageIds.c = await scan('c');
    expect(await overview('c')).toMatchObject({ findings: 1, suppressed: 1 });
  });

  it('is in the report of the image, with reason and document', async () => {
    await put('vex.json', openVexDocument(left));
    const report = await service.api.get<{ findings: readonly object[] }>(`/images/${imageIds.a}/report`);
    expect(report.findings).toMatchObject([
      {
        vulnerabilityId: 'CVE-2026-0001',
        suppressions: [{ by: 'vex', document: 'vex.json', reason: 'not affected: vulnerable code not present' }],
      },
      { vulnerabilityId: 'CVE-2026-0002', suppressions: [] },
    ]);
  });
});

describe('a document', () => {
  it('takes the place of one of its name', async () => {
    await put('vex.json', openVexDocument(left));
    await put('vex.json', openVexDocument({ vulnerability: 'CVE-2026-0002', product: 'pkg:npm/right' }));
    expect(await findings('a', '?suppressed=only')).toEqual(['right vex.json']);
    expect(await service.api.get('/vex-documents')).toMatchObject({ items: [{ name: 'vex.json', suppressed: 1 }] });
  });

  it('that is about nothing here is kept all the same', async () => {
    expect(await put('vex.json', openVexDocument({ ...left, product: 'pkg:npm/elsewhere' }))).toMatchObject({
      suppressed: 0,
    });
  });

  it.each<[string, unknown, number, string]>([
    ['is no VEX', { hello: 'world' }, 422, 'vex/unknown-format'],
    ['is no JSON', '<xml/>', 422, 'vex/unreadable'],
    ['is nested without end', '['.repeat(100_000), 422, 'vex/unreadable'],
    ['holds more values than are read', `[${'1,'.repeat(1_000_001)}1]`, 422, 'vex/unreadable'],
    ['is larger than is read', ' '.repeat(16 * 1024 * 1024 + 1), 413, 'api/too-large'],
  ])('that %s is refused', async (_name, document, status, code) => {
    const answer = await service.api.call<{ code: string }>('PUT', '/vex-documents/vex.json', document);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('that is not there cannot be removed', async () => {
    expect((await service.api.call('DELETE', '/vex-documents/none')).status).toBe(404);
  });
});
