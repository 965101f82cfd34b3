import { readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage, writeDockerArchive, writeOciArchive } from '#tests/support/image-builder.ts';
import { npmImage, npmLayer } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import { scanArchive, type UploadScan, uploadArchive } from '#tests/support/service/upload-archive.ts';

let service: TestService;
let directory: string;

beforeAll(async () => {
  directory = await makeTemporaryDirectory();
  service = await startTestService();
});

afterAll(() => endAll(service));

const leftOver = () => readdir(join(service.dataDirectory, 'uploads'));
/** A scan has ended a moment before its archive is removed. */
const isRemoved = () => expect.poll(leftOver, { timeout: 60_000 }).toEqual([]);

const upload = (bytes: Uint8Array, query: string, headers?: Readonly<Record<string, string>>) =>
  uploadArchive(service, bytes, query, headers);
const scanOf = (bytes: Uint8Array, query: string) => scanArchive(service, bytes, query);

const image = npmImage(['left@1.0.0'], ['right@2.0.0']);
const dockerFile = async () =>
  readFile(await writeDockerArchive(join(directory, 'docker.tar'), [{ image, repoTags: ['team/app:1'] }]));
const ociFile = async () => readFile(await writeOciArchive(join(directory, 'oci.tar'), [{ image, tag: 'one' }]));

describe('an archive that is uploaded', () => {
  it.each([
    ['docker save', dockerFile, 'docker.tar', 'upload:/docker.tar:team/app:1'],
    [
      'docker save, compressed',
      async () => gzipSync(await dockerFile()),
      'docker.tar',
      'upload:/docker.tar:team/app:1',
    ],
    ['an OCI layout', ociFile, 'oci.tar', 'upload:/docker.tar:team/app:1'],
  ])('of %s is scanned as an image of its own, and removed', async (_, make, name, reference) => {
    const scan = await scanOf(await make(), `name=${name}`);
    expect(scan).toMatchObject({ state: 'done', reference: `upload:/${name}`, imageId: image.config.digest });
    const overview = await service.api.get<Record<string, unknown>>(`/images/${scan.imageId}`);
    expect(overview).toMatchObject({ reference, packages: 2 });
    const report = await service.api.get<{ packages: { name: string }[] }>(`/images/${scan.imageId}/report`);
    expect(report.packages.map(({ name }) => name)).toEqual(['left', 'right']);
    await isRemoved();
  });

  it('may hold several images, of which one is named', async () => {
    const other = buildImage({ layers: [npmLayer('other@1.0.0')] });
    const path = await writeDockerArchive(join(directory, 'two.tar'), [
      { image, repoTags: ['team/app:1'] },
      { image: other, repoTags: ['team/other:1'] },
    ]);
    const bytes = await readFile(path);
    expect(await scanOf(bytes, 'name=two.tar&tag=team/other:1')).toMatchObject({
      state: 'done',
      imageId: other.config.digest,
    });
    const unnamed = await scanOf(bytes, 'name=two.tar');
    expect(unnamed).toMatchObject({ state: 'failed', code: 'image/reference-invalid' });
    expect(unnamed.message).toMatch(/two\.tar holds several images.*team\/app:1, team\/other:1/);
  });

  it.each<[what: string, bytes: () => Promise<Uint8Array>, code: string]>([
    ['nothing', async () => new Uint8Array(), 'image/not-an-image'],
    ['text', async () => Buffer.from('this is no archive'), 'image/archive-invalid'],
    ['half an archive', async () => (await dockerFile()).subarray(0, 3000), 'image/archive-invalid'],
    ['a gzip bomb of nothing', async () => gzipSync(Buffer.alloc(50_000_000)), 'image/not-an-image'],
    ['broken gzip', async () => gzipSync(await dockerFile()).subarray(0, 300), 'image/archive-invalid'],
  ])('that is %s is a failure in words, and removed', async (_, make, code) => {
    const scan = await scanOf(await make(), `name=${encodeURIComponent('../../etc/evil.tar')}`);
    expect(scan).toMatchObject({ state: 'failed', code, reference: 'upload:/evil.tar' });
    expect(scan.message).toContain('evil.tar');
    expect(scan.message).not.toContain(service.dataDirectory);
    await isRemoved();
  });

  it('cannot be tried again once it is removed', async () => {
    const scan = await scanOf(Buffer.from('x'), 'name=x.tar');
    const { status, body } = await service.api.call<{ code: string; detail: string }>(
      'POST',
      `/scans/${scan.id}/retry`,
    );
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'jobs/upload-gone' });
    expect(body.detail).toMatch(/upload it again/);
    expect(await service.api.get('/scans/failures')).toMatchObject({ items: [] });
  });

  it('that breaks off leaves nothing behind', async () => {
    const before = (await service.api.get<{ items: unknown[] }>('/scans')).items.length;
    const { port } = new URL(service.url);
    const headers = {
      'content-type': 'application/octet-stream',
      cookie: service.api.cookie,
      'content-length': '100000',
    };
    const sending = request({ host: '127.0.0.1', port, path: '/api/v1/uploads?name=a.tar', method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write(Buffer.alloc(50_000));
    await expect.poll(leftOver, { timeout: 60_000 }).toHaveLength(1);
    sending.destroy();
    await isRemoved();
    expect((await service.api.get<{ items: unknown[] }>('/scans')).items.length).toBe(before);
  });
});

describe('who may upload what', () => {
  it.each([
    ['JSON', 'name=a.tar', { 'content-type': 'application/json' }, 415],
    ['no name', '', {}, 400],
    ['a platform that is none', 'name=a.tar&platform=x', {}, 400],
    ['a page of another site', 'name=a.tar', { origin: 'https://evil.example' }, 403],
  ])('not: %s', async (_, query, headers, expected) => {
    expect((await upload(Buffer.from('{}'), query, headers)).status).toBe(expected);
    await isRemoved();
  });

  it('not a token to read with, nor nobody', async () => {
    const { token } = await service.api.send<{ token: string }>('POST', '/tokens', { name: 'up', scope: 'read' });
    expect((await upload(Buffer.from('x'), 'name=a.tar', { authorization: `Bearer ${token}` })).status).toBe(403);
    expect((await upload(Buffer.from('x'), 'name=a.tar', { cookie: '' })).status).toBe(401);
  });

  it('no other route takes a file for its body', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await service.api.call('POST', '/scans', 'x', headers)).status).toBe(415);
  });
});

it('an upload outlives a stop of the service; what a killed one left is swept away', async () => {
  const { body } = await upload(await dockerFile(), 'name=late.tar');
  const { dataDirectory, password } = service;
  await service.close();
  await writeFile(join(dataDirectory, 'uploads', 'half.part'), 'half');
  await writeFile(join(dataDirectory, 'uploads', 'unknown.archive'), 'of no scan');
  service = await startTestService({ dataDirectory, password });
  const scan = await service.api.until<UploadScan>(
    `/scans/${body.id}`,
    ({ state }) => state === 'done' || state === 'failed',
  );
  expect(scan.state).toBe('done');
  await isRemoved();
});
