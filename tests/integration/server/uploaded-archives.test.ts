import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { record } from '#tests/support/feeds/update.ts';
import { type BuiltImage, writeDockerArchive, writeOciArchive } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import { scanArchive } from '#tests/support/service/upload-archive.ts';

interface Listed {
  readonly items: readonly {
    readonly imageId: string;
    readonly registryId: string;
    readonly registryName: string;
    readonly repository: string;
    readonly tags: readonly string[];
    readonly reference: string;
  }[];
  readonly total: number;
}
interface Registries {
  readonly items: readonly unknown[];
  readonly uploads?: Readonly<Record<string, unknown>>;
}

let directory: string;
let registry: FakeRegistry;
let service: TestService;

const mirror = () => join(directory, 'mirror');
const listed = (query = '') => service.api.get<Listed>(`/images?registryId=uploads${query}`);
const namesOf = async (query?: string) => (await listed(query)).items.map(({ reference }) => reference);

const first = npmImage(['left@1.0.0'], ['right@2.0.0']);
const second = npmImage(['left@3.0.0']);
const nameless = npmImage(['other@1.0.0']);

async function uploadDocker(image: BuiltImage, repoTags: readonly string[], name = 'app.tar') {
  const path = await writeDockerArchive(join(directory, 'made.tar'), [{ image, repoTags }]);
  return scanArchive(service, await readFile(path), `name=${encodeURIComponent(name)}`);
}

async function uploadOci(image: BuiltImage, name: string) {
  return scanArchive(
    service,
    await readFile(await writeOciArchive(join(directory, 'made.tar'), [{ image }])),
    `name=${name}`,
  );
}

async function forget(name: string): Promise<number> {
  return (await service.api.call('DELETE', `/uploads?name=${encodeURIComponent(name)}`)).status;
}

beforeAll(async () => {
  directory = await makeTemporaryDirectory();
  registry = await startFakeRegistry();
  service = await startTestService({ advisoriesFrom: mirror() });
  await writeMirror(mirror(), { osv: { npm: [record('CVE-2026-1', 'npm', 'left', { fixed: '2.0.0' })] } });
  await service.api.send('POST', '/advisories/update');
  await service.api.until<{ advisories: { state: string } }>(
    '/status',
    ({ advisories }) => advisories.state === 'ready',
  );
});

afterAll(() => endAll(service, registry));

describe('images of uploaded archives', () => {
  it('are in no listing before there are any, and their place is no registry', async () => {
    expect(await service.api.get<Registries>('/registries')).toEqual({ items: [] });
    expect(await listed()).toMatchObject({ items: [], total: 0 });
    for (const path of ['', '/runs', '/hook', '/test']) {
      const method = { '': 'GET', '/runs': 'GET', '/hook': 'POST', '/test': 'POST' }[path] ?? 'GET';
      expect((await service.api.call(method, `/registries/uploads${path}`)).status, path).toBe(404);
    }
    expect((await service.api.call('DELETE', '/registries/uploads')).status).toBe(404);
  });

  it('are listed by the file and what that calls them, the same file twice as one', async () => {
    await uploadDocker(first, ['team/app:1', 'team/app:latest']);
    await uploadDocker(first, ['team/app:1', 'team/app:latest']);
    const { items, total } = await listed();
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      imageId: first.config.digest,
      registryName: 'Uploaded archives',
      repository: 'upload:/app.tar',
      tags: ['team/app:1', 'team/app:latest'],
      reference: 'upload:/app.tar:team/app:1',
      findings: 1,
    });
    expect(await service.api.get<Registries>('/registries')).toMatchObject({
      items: [],
      uploads: { id: 'uploads', name: 'Uploaded archives', images: 1, repositoryCount: 1, allImages: { findings: 1 } },
    });
    expect(await service.api.get(`/images/${first.config.digest}`)).toMatchObject({
      names: [{ registryId: 'uploads', repository: 'upload:/app.tar' }],
    });
  });

  it('that are called nothing are listed by the file alone', async () => {
    await uploadOci(nameless, 'plain.tar');
    expect(await namesOf('&sort=name')).toEqual(['upload:/app.tar:team/app:1', 'upload:/plain.tar']);
  });

  it.each([
    ['/images?q=team%2Fapp', 1],
    ['/images?q=plain', 1],
    ['/images?q=uploaded+archives', 2],
    ['/images?vulnerability=CVE-2026-1', 1],
    ['/images?package=other', 1],
    ['/images?severity=low', 1],
    ['/images?repository=upload%3A%2Fapp.tar', 1],
    ['/repositories?registryId=uploads', 2],
    ['/vulnerabilities/CVE-2026-1/repositories', 1],
  ])('are found by %s', async (path, expected) => {
    expect((await service.api.get<Listed>(path)).items).toHaveLength(expected);
  });

  it('are on the pages of package and dashboard, in search and in exports, and offered to nobody who would pull', async () => {
    expect(await service.api.get('/packages/npm/left')).toMatchObject({ images: 1 });
    expect(await service.api.get('/dashboard')).toMatchObject({
      images: 2,
      registries: [{ registryId: 'uploads', images: 2 }],
    });
    const found = await service.api.get<Record<'repositories' | 'images', readonly unknown[]>>('/search?q=app.tar');
    expect([found.repositories, found.images].map(({ length }) => length)).toEqual([1, 1]);
    const { body: csv } = await exported('/exports/images?format=csv');
    expect(csv).toContain('"Uploaded archives","upload:/app.tar"');
    const { body: findings } = await exported('/exports/findings?format=csv');
    expect(findings).toContain('upload:/app.tar');
    expect(await service.api.get('/references?q=app.tar')).toMatchObject({ items: [] });
  });

  it('are compared by their names', async () => {
    await uploadDocker(second, ['team/next:1'], 'next.tar');
    const names = ['upload:/app.tar:team/app:1', 'upload:/next.tar:team/next:1'].map(encodeURIComponent);
    expect(await service.api.get(`/comparison?from=${names[0]}&to=${names[1]}`)).toMatchObject({ fixed: 1, added: 0 });
  });

  it('are matched with new advisories as others are', async () => {
    const advisories = [record('CVE-2026-1', 'npm', 'left', { fixed: '2.0.0' }), record('CVE-2026-2', 'npm', 'other')];
    await writeMirror(mirror(), { osv: { npm: advisories } });
    await service.api.send('POST', '/advisories/update');
    await service.api.until<Listed>(
      '/images?registryId=uploads&vulnerability=CVE-2026-2',
      ({ items }) => items.length === 1,
    );
  });
});

describe('an archive of the same name', () => {
  it('holds another image later: what it called the first one names the second', async () => {
    await uploadDocker(npmImage(['old@1.0.0']), ['team/build:1'], 'build.tar');
    await uploadDocker(npmImage(['new@1.0.0']), ['team/build:1'], 'build.tar');
    const { items } = await listed('&repository=upload%3A%2Fbuild.tar');
    expect(items.map(({ imageId }) => imageId)).toEqual([npmImage(['new@1.0.0']).config.digest]);
  });

  it('is called by no marks that make it look like another', async () => {
    await uploadDocker(npmImage(['x@1.0.0']), ['x:1'], '../a/\u202Erat.exe\u0007\u2066.tar');
    expect(await namesOf('&q=rat.exe')).toEqual(['upload:/rat.exe.tar:x:1']);
    expect(await forget('rat.exe.tar')).toBe(204);
  });
});

describe('an archive that is forgotten', () => {
  it('is in no listing any more, nor is its image anywhere', async () => {
    expect(await forget('plain.tar')).toBe(204);
    expect(await forget('plain.tar')).toBe(404);
    expect(await namesOf('&q=plain')).toEqual([]);
    expect((await service.api.call('GET', `/images/${nameless.config.digest}`)).status).toBe(404);
    expect((await service.api.get<Listed>('/images?vulnerability=CVE-2026-2')).items).toEqual([]);
  });

  it('leaves an image that a registry holds as well, under its name there', async () => {
    putImage(registry, 'team/app', '1', first);
    await addRegistry(service.api, registry);
    const { id } = await service.api.send<{ id: string }>('POST', '/scans', {
      reference: `${registry.host}/team/app:1`,
    });
    await service.api.until<{ state: string }>(`/scans/${id}`, ({ state }) => state === 'done');
    const path = `/images/${first.config.digest}`;
    expect(await service.api.get(path)).toMatchObject({ reference: `${registry.host}/team/app:1` });
    await uploadDocker(first, ['team/app:1']);
    expect(await service.api.get(path)).toMatchObject({ reference: `${registry.host}/team/app:1` });
    expect(await forget('app.tar')).toBe(204);
    expect(await service.api.get(path)).toMatchObject({ names: [{ repository: `${registry.host}/team/app` }] });
  });

  it('is forgotten by nobody who may only scan', async () => {
    const { token } = await service.api.send<{ token: string }>('POST', '/tokens', { name: 'up', scope: 'scan' });
    const headers = { authorization: `Bearer ${token}`, cookie: '' };
    expect((await service.api.call('DELETE', '/uploads?name=next.tar', undefined, headers)).status).toBe(403);
  });
});

async function exported(path: string): Promise<{ readonly body: string }> {
  const response = await fetch(`${service.url}/api/v1${path}`, { headers: { cookie: service.api.cookie } });
  return { body: await response.text() };
}
