import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { record, updateFrom } from '#tests/support/feeds/update.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

interface Status {
  readonly advisories: {
    readonly state: string;
    readonly revision?: number;
    readonly error?: string;
    readonly usable: boolean;
  };
}
interface Overview {
  readonly coverage: string;
  readonly findings: number;
  readonly advisoryRevision?: number;
}

let directory: string;
let service: TestService;
let registry: FakeRegistry;
let imageId: string;

const mirror = () => join(directory, 'mirror');
const overview = (isWanted: (image: Overview) => boolean) =>
  service.api.until<Overview>(`/images/${imageId}`, isWanted);

beforeAll(async () => {
  directory = await makeTemporaryDirectory();
  registry = await startFakeRegistry();
  putImage(registry, 'app', '1', npmImage(['left@1.0.0']));
  service = await startTestService({ advisoriesFrom: mirror() });
  await addRegistry(service.api, registry);
});

afterAll(() => endAll(service, registry));

describe('advisories of a service', () => {
  it('may be missing: images are read all the same, and are not called clean', async () => {
    expect(await service.api.get<Status>('/status')).toMatchObject({ advisories: { state: 'none', usable: false } });
    const { id } = await service.api.send<{ id: string }>('POST', '/scans', { reference: `${registry.host}/app:1` });
    const done = await service.api.until<{ state: string; imageId: string }>(
      `/scans/${id}`,
      ({ state }) => state === 'done',
    );
    imageId = done.imageId;
    expect(await service.api.get<Overview>(`/images/${imageId}`)).toMatchObject({
      coverage: 'partial',
      problems: [{ code: 'advisories/no-database' }],
    });
  });

  it('that cannot be fetched are said to be so, with what to do', async () => {
    await service.api.send('POST', '/advisories/update');
    const { advisories } = await service.api.until<Status>('/status', (status) => status.advisories.state === 'failed');
    expect(advisories.error).toContain('advisories update --from DIR');
  });

  it('reach images that were scanned before, without reading them again', async () => {
    await writeMirror(mirror(), { osv: { npm: [record('GHSA-1', 'npm', 'left', { fixed: '2.0.0' })] } });
    const before = registry.requests.length;
    await service.api.send('POST', '/advisories/update');
    await overview(({ findings, coverage }) => findings === 1 && coverage === 'complete');
    expect(await service.api.until<Status>('/status', ({ advisories }) => advisories.state === 'ready')).toMatchObject({
      advisories: { revision: 1, usable: true },
    });
    expect(registry.requests.length).toBe(before);
  });

  it('reach them too when the command line replaces the database', async () => {
    await writeMirror(mirror(), {
      osv: { npm: [record('GHSA-1', 'npm', 'left', { fixed: '2.0.0' }), record('GHSA-2', 'npm', 'left')] },
    });
    await updateFrom(join(service.dataDirectory, 'advisories.db'), { from: mirror(), now: () => new Date() });
    await overview(({ findings, advisoryRevision }) => findings === 2 && advisoryRevision === 2);
  });

  it('that are withdrawn take their findings with them', async () => {
    const withdrawn = { ...record('GHSA-2', 'npm', 'left'), withdrawn: '2026-02-01T00:00:00Z' };
    await writeMirror(mirror(), { osv: { npm: [record('GHSA-1', 'npm', 'left', { fixed: '0.5.0' }), withdrawn] } });
    await service.api.send('POST', '/advisories/update');
    await overview(({ findings }) => findings === 0);
  });
});
