import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportFormats } from '#engine/report/index.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

let service: TestService;
let registry: FakeRegistry;

beforeAll(async () => {
  registry = await startFakeRegistry();
  putImage(registry, 'team/app', '1', npmImage(['left@1.0.0']));
  putImage(registry, 'team/tool', '1', npmImage(['right@1.0.0']));
  service = await startTestService();
  await addRegistry(service.api, registry, { name: '=Evil' });
  for (const name of ['team/app:1', 'team/tool:1']) {
    const scan = await service.api.send<{ id: string }>('POST', '/scans', { reference: `${registry.host}/${name}` });
    await service.api.until<{ state: string }>(`/scans/${scan.id}`, ({ state }) => state === 'done');
  }
});

afterAll(() => endAll(service, registry));

async function download(path: string): Promise<{ readonly type: string; readonly text: string }> {
  const response = await fetch(`${service.url}/api/v1${path}`, { headers: { cookie: service.api.cookie } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="plimsoll-/);
  return { type: response.headers.get('content-type') ?? '', text: await response.text() };
}

describe('an export', () => {
  it('as CSV has a row for each image that the filter finds, and no formula', async () => {
    const { type, text } = await download('/exports/images?format=csv&q=tool');
    expect(type).toContain('text/csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"registry","repository"');
    expect(lines[1]).toMatch(/^"'=Evil","[^"]*\/team\/tool","1",/);
  });

  it('as JSON is what the listing has', async () => {
    const { items } = await service.api.get<{ items: unknown[] }>('/images?sort=name');
    const { text } = await download('/exports/images?format=json&sort=name');
    expect(JSON.parse(text)).toEqual(items);
    const lines = (await download('/exports/images?format=ndjson&sort=name')).text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items);
  });

  it('of nothing is an empty list, or a head row', async () => {
    expect(JSON.parse((await download('/exports/findings?format=json')).text)).toEqual([]);
    expect((await download('/exports/findings')).text.trimEnd().split('\r\n')).toHaveLength(1);
  });

  it('refuses what the listing refuses', async () => {
    expect((await service.api.call('GET', '/exports/images?sevrity=low')).status).toBe(400);
  });
});

describe('a report of an image', () => {
  const imageId = async () =>
    (await service.api.get<{ items: { imageId: string }[] }>('/images')).items[0]?.imageId ?? '';

  it.each(reportFormats)('can be had as $displayName', async ({ name, mediaType, extension }) => {
    const path = `/api/v1/images/${await imageId()}/report?format=${name}`;
    const response = await fetch(service.url + path, { headers: { cookie: service.api.cookie } });
    const text = await response.text();
    if (name === 'openvex') {
      expect([response.status, JSON.parse(text)]).toMatchObject([422, { code: 'report/nothing-to-state' }]);
      return;
    }
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(mediaType.split(';')[0]);
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; .*team-\\w+-1.*\\.${extension}"$`),
    );
    if (mediaType.includes('json')) expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(text.length).toBeGreaterThan(20);
  });

  it('is plain JSON where no format is asked for, and refused in one that is none', async () => {
    const path = `/images/${await imageId()}/report`;
    expect(await service.api.get(path)).toMatchObject({ schemaVersion: 1 });
    expect((await service.api.call('GET', `${path}?format=word`)).status).toBe(400);
  });
});

interface View {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}

describe('saved views', () => {
  const view = { screen: 'images', name: 'Mine', query: { q: 'app', sort: 'risk' }, columns: ['tag'], isDefault: true };

  it('are kept, changed and forgotten; one of a screen is the default', async () => {
    const first = await service.api.send<View>('POST', '/views', view);
    const second = await service.api.send<View>('POST', '/views', { ...view, name: 'Other' });
    const list = async () => (await service.api.get<{ items: View[] }>('/views')).items;
    expect(await list()).toEqual([
      { ...view, id: first.id, isDefault: false },
      { ...view, id: second.id, name: 'Other' },
    ]);
    await service.api.send('PUT', `/views/${first.id}`, { ...view, query: {} });
    expect((await list()).map(({ isDefault }) => isDefault)).toEqual([true, false]);
    const taken = await service.api.call('POST', '/views', view);
    expect(taken).toMatchObject({ status: 409, body: { code: 'store/name-taken' } });
    await service.api.send('DELETE', `/views/${first.id}`);
    expect((await service.api.call('DELETE', `/views/${first.id}`)).status).toBe(404);
    expect((await service.api.call('PUT', `/views/${first.id}`, view)).status).toBe(404);
    expect(await list()).toHaveLength(1);
  });
});
