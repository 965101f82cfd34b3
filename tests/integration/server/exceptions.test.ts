import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmFlaws } from '#tests/support/service/npm-flaws.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { scanAndWait, updateAdvisories } from '#tests/support/service/scan-and-wait.ts';
import {
  makeTemporaryDirectory,
  removeTemporaryDirectories,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import { openVexDocument } from '#tests/support/service/vex-documents.ts';

interface Exception {
  readonly id: string;
  readonly suppressed: number;
  readonly images: number;
  readonly comment: string;
}
interface Page {
  readonly items: readonly Exception[];
  readonly nextCursor?: string;
  readonly total?: number;
}

let service: TestService;
let registry: FakeRegistry;
/** `app:a` and `lib:b` hold left and right. */
const imageIds: Record<string, string> = {};
const policy = {
  name: 'No critical ones',
  action: 'fail',
  rules: [{ conditions: [{ type: 'severity', options: { level: 'critical' } }] }],
};

const everywhere = { kind: 'everywhere' };
const terms = { reason: 'mitigated', comment: 'The proxy drops such headers.' };
const body = (changes: object = {}) => ({ vulnerability: 'CVE-2026-0001', scope: everywhere, ...terms, ...changes });
const accept = (changes?: object) => service.api.send<Exception>('POST', '/exceptions', body(changes));
const withdraw = ({ id }: Exception) => service.api.send('DELETE', `/exceptions/${id}`);
const list = (query = '') => service.api.get<Page>(`/exceptions${query}`);
const overview = (tag: string) => service.api.get<{ findings: number; suppressed: number }>(`/images/${imageIds[tag]}`);
/** Findings as each image counts them, `a 1+1` for one that counts and one that is suppressed. */
async function counts(): Promise<string> {
  const [a, b] = await Promise.all([overview('a'), overview('b')]);
  return `a ${a.findings}+${a.suppressed} b ${b.findings}+${b.suppressed}`;
}
const suppression = async (tag: string) => {
  const page = await service.api.get<{ items: readonly { suppression?: object }[] }>(
    `/images/${imageIds[tag]}/vulnerabilities?suppressed=only`,
  );
  return page.items[0]?.suppression;
};
const outcome = async (tag: string) =>
  (await service.api.get<{ outcome: string }>(`/images/${imageIds[tag]}/verdicts`)).outcome;

const scan = (repository: string, tag: string) => scanAndWait(service.api, `${registry.host}/${repository}:${tag}`);

beforeAll(async () => {
  const mirror = join(await makeTemporaryDirectory(), 'mirror');
  await writeMirror(mirror, npmFlaws);
  registry = await startFakeRegistry();
  putImage(registry, 'team/app', 'a', npmImage(['left@1.0.0', 'right@1.0.0']));
  putImage(registry, 'lib', 'b', npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0']));
  service = await startTestService({ advisoriesFrom: mirror });
  const { api } = service;
  await addRegistry(api, registry);
  await updateAdvisories(api);
  imageIds.a = await scan('team/app', 'a');
  imageIds.b = await scan('lib', 'b');
});

afterEach(async () => {
  for (const one of (await list()).items) await withdraw(one);
  expect(await counts()).toBe('a 2+0 b 2+0');
});

afterAll(async () => {
  await service.close();
  await registry.close();
  await removeTemporaryDirectories();
});

describe('an accepted risk', () => {
  it('is kept, in no total, and says by whom and until when; withdrawn, it counts again at once', async () => {
    const made = await accept({ until: '2999-12-31' });
    expect(made).toMatchObject({
      ...body({ until: '2999-12-31' }),
      state: 'active',
      suppressed: 1,
      createdBy: 'admin',
    });
    expect(await counts()).toBe('a 1+1 b 1+1');
    expect(await suppression('a')).toEqual({
      by: 'exception',
      statementId: made.id,
      reason: 'mitigated elsewhere: The proxy drops such headers.',
      acceptedBy: 'admin',
      expires: '2999-12-31',
    });
    await withdraw(made);
    expect(await counts()).toBe('a 2+0 b 2+0');
  });

  it.each<[string, () => object, string]>([
    ['by another name of it', () => ({ vulnerability: 'GHSA-aaaa' }), 'a 1+1 b 1+1'],
    ['by a CVE in small letters', () => ({ vulnerability: 'cve-2026-0001' }), 'a 1+1 b 1+1'],
    ['in a package', () => ({ package: { type: 'npm', name: 'left', version: '1.0.0' } }), 'a 1+1 b 1+1'],
    ['in a package that has it not', () => ({ package: { type: 'npm', name: 'right' } }), 'a 2+0 b 2+0'],
    ['in one image', () => ({ scope: { kind: 'image', image: imageIds.b } }), 'a 2+0 b 1+1'],
    ['in a repository', () => ({ scope: { kind: 'repository', repository: 'team/app' } }), 'a 1+1 b 2+0'],
    [
      'in one with its host',
      () => ({ scope: { kind: 'repository', repository: `${registry.host}/lib` } }),
      'a 2+0 b 1+1',
    ],
    ['in repositories of a pattern', () => ({ scope: { kind: 'repository', repository: 'team/*' } }), 'a 1+1 b 2+0'],
    ['until there is a fix, where there is one', () => ({ untilFixed: true }), 'a 2+0 b 2+0'],
    [
      'until there is a fix, where there is none',
      () => ({ vulnerability: 'GHSA-bbbb', untilFixed: true }),
      'a 1+1 b 1+1',
    ],
  ])('%s', async (_name, changes, expected) => {
    const { id, images } = await accept(changes());
    expect(await counts()).toBe(expected);
    const listed = await service.api.get<Page>(`/images?exceptionId=${id}`);
    const count = expected.split('+1').length - 1;
    expect([images, listed.total, listed.items.length]).toEqual([count, count, count]);
  });

  it('is told of, though a statement says that it is affected, and goes on where the statement goes', async () => {
    const made = await accept();
    const document = { vulnerability: 'CVE-2026-0001', product: 'pkg:npm/left@1.0.0' };
    await service.api.send('PUT', '/vex-documents/vex.json', openVexDocument({ ...document, status: 'affected' }));
    expect(await counts()).toBe('a 1+1 b 1+1');
    await service.api.send('PUT', '/vex-documents/vex.json', openVexDocument(document));
    expect(await suppression('a')).toMatchObject({ by: 'vex', document: 'vex.json' });
    await withdraw(made);
    expect(await counts()).toBe('a 1+1 b 1+1');
    await service.api.send('DELETE', '/vex-documents/vex.json');
  });

  it('in an image is no hindrance to one everywhere, and the other way round', async () => {
    const here = await accept({ scope: { kind: 'image', image: imageIds.a } });
    const all = await accept({ vulnerability: 'GHSA-aaaa' });
    expect(await counts()).toBe('a 1+1 b 1+1');
    await withdraw(all);
    expect(await counts()).toBe('a 1+1 b 2+0');
    expect(await suppression('a')).toMatchObject({ statementId: here.id });
  });

  it('holds of images that come later, and of a tag that moves into and out of its repository', async () => {
    await accept({ scope: { kind: 'repository', repository: 'team/*' } });
    putImage(registry, 'team/new', 'c', npmImage(['left@1.0.0'], ['right@1.0.0']));
    imageIds.c = await scan('team/new', 'c');
    expect(await overview('c')).toMatchObject({ findings: 1, suppressed: 1 });
    putImage(registry, 'team/new', 'c', npmImage(['left@1.0.0', 'right@1.0.0'], ['other@1.0.0']));
    expect(await scan('team/new', 'c')).toBe(imageIds.b);
    expect(await counts()).toBe('a 1+1 b 1+1');
    putImage(registry, 'team/new', 'c', npmImage(['left@1.0.0'], ['right@1.0.0']));
    await scan('team/new', 'c');
    expect(await counts()).toBe('a 1+1 b 2+0');
  });

  it('satisfies policies, and is in the report, in OpenVEX as what affects, and in explanations', async () => {
    const { id } = await service.api.send<{ id: string }>('POST', '/policies', policy);
    await service.api.until<{ evaluation: { state: string } }>(
      `/policies/${id}`,
      ({ evaluation }) => evaluation.state === 'done',
    );
    expect(await outcome('a')).toBe('fail');
    const made = await accept({ until: '2999-12-31', scope: { kind: 'image', image: imageIds.a } });
    expect([await outcome('a'), await outcome('b')]).toEqual(['accepted', 'fail']);
    await service.api.send('DELETE', `/policies/${id}`);
    const report = await service.api.get<{ findings: readonly object[] }>(`/images/${imageIds.a}/report`);
    expect(report.findings).toMatchObject([{ suppressions: [{ by: 'exception', statementId: made.id }] }, {}]);
    expect(await service.api.get(`/images/${imageIds.a}/report?format=openvex`)).toMatchObject({
      statements: [
        {
          vulnerability: { name: 'CVE-2026-0001' },
          status: 'affected',
          action_statement: 'Accepted by admin until 2999-12-31: mitigated elsewhere: The proxy drops such headers.',
        },
      ],
    });
    expect(await service.api.get(`/images/${imageIds.a}/vulnerabilities/CVE-2026-0001/explanation`)).toMatchObject({
      packages: [{ verdict: 'suppressed', suppressions: [{ by: 'exception', acceptedBy: 'admin' }] }],
    });
  });
});

describe('exceptions', () => {
  it('are listed by any name of the vulnerability, by state, and page by page', async () => {
    const first = await accept();
    const second = await accept({ vulnerability: 'GHSA-aaaa' });
    const other = await accept({ vulnerability: 'GHSA-bbbb' });
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id);
    expect(new Set(await ids('?vulnerability=CVE-2026-0001'))).toEqual(new Set([first.id, second.id]));
    expect(await ids('?vulnerability=GHSA-bbbb')).toEqual([other.id]);
    expect(await ids('?state=expired')).toEqual([]);
    const page = await list('?limit=2');
    expect(page).toMatchObject({ total: 3 });
    const next = await list(`?limit=2&cursor=${page.nextCursor}`);
    expect(new Set([...page.items, ...next.items].map(({ id }) => id)).size).toBe(3);
    expect(next.nextCursor).toBeUndefined();
  });

  it('that end within 30 days are found, whatever else there is', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const soon = await accept({ until: inDays(20) });
    for (const changes of [{ until: inDays(40) }, { untilFixed: true }, {}]) await accept(changes);
    const page = await list('?state=ending');
    expect([page.items.map(({ id }) => id), page.total]).toEqual([[soon.id], 1]);
  });

  it('are changed in why and until when, and in nothing else', async () => {
    const { id } = await accept();
    const changed = { reason: 'other', comment: 'Looked at again', until: '2999-01-01' };
    const put = (what: object) => service.api.call<{ detail: string }>('PUT', `/exceptions/${id}`, what);
    expect((await put(changed)).body).toMatchObject({ ...changed, updatedBy: 'admin', suppressed: 1 });
    expect(await suppression('a')).toMatchObject({ reason: 'Looked at again', expires: '2999-01-01' });
    const answer = await put({ ...changed, vulnerability: 'CVE-2026-0002' });
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('vulnerability')]);
  });

  it.each<[string, object, string]>([
    ['until a day that is over', { until: '2020-01-01' }, 'until: 2020-01-01 is over'],
    ['until no day', { until: 'tomorrow' }, 'until'],
    ['without a word why', { comment: ' \n ' }, 'comment'],
    ['with a book in place of a comment', { comment: 'x'.repeat(2001) }, 'comment'],
    ['for no reason', { reason: 'because' }, 'reason'],
    ['in an image that is not named', { scope: { kind: 'image' } }, 'scope.image is missing'],
    ['in an image by a tag', { scope: { kind: 'image', image: 'app:1' } }, 'image'],
    ['in a repository that is not named', { scope: { kind: 'repository' } }, 'scope.repository is missing'],
    ['everywhere in a repository', { scope: { ...everywhere, repository: 'app' } }, 'scope.repository is of no use'],
    ['of two names at once', { vulnerability: 'CVE-2026-0001 CVE-2026-0002' }, 'vulnerability'],
  ])('%s are refused', async (_name, changes, detail) => {
    const answer = await service.api.call<{ detail: string }>('POST', '/exceptions', body(changes));
    expect([answer.status, answer.body.detail.toLowerCase()]).toEqual([
      400,
      expect.stringContaining(detail.toLowerCase()),
    ]);
  });

  it('that are not there cannot be changed or withdrawn', async () => {
    expect((await service.api.call('DELETE', '/exceptions/none')).status).toBe(404);
    expect((await service.api.call('PUT', '/exceptions/none', terms)).status).toBe(404);
  });
});
