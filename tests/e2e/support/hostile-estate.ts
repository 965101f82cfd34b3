import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildImage, writeDockerArchive } from '#tests/support/image-builder.ts';
import { type ApiClient, createApiClient } from '#tests/support/service/api-client.ts';
import { npmLayer } from '#tests/support/service/npm-images.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';
import { openVexDocument } from '#tests/support/service/vex-documents.ts';
import { markup } from './hostile-text.ts';
import type { RunningProduct } from './start-product.ts';

/** What a product holds in which everything that can be named is named with hostile text. */
export interface HostileEstate {
  readonly api: ApiClient;
  readonly registryId: string;
  readonly runId: string;
  readonly registryName: string;
  readonly fileName: string;
  readonly imageId: string;
  /** Of an image in the registry. */
  readonly repository: string;
  readonly policyId: string;
}

interface Ended {
  readonly state: string;
  readonly imageId?: string;
}

const hasEnded = ({ state }: Ended) => !['queued', 'running', 'listing', 'scanning'].includes(state);

/** Fills a product that runs: its registry, an archive, a document, a view and a token. */
export async function fillWithHostileText(product: RunningProduct): Promise<HostileEstate> {
  const api = createApiClient(product.url);
  await api.signIn('admin', product.password);
  const registryName = `=SUM(1)${markup}`;
  const settings = { name: registryName, path: product.registryHost, type: 'docker-v2', plainHttp: true };
  const { id: registryId } = await api.send<{ id: string }>('POST', '/registries', settings);
  const run = await api.send<{ id: string }>('POST', `/registries/${registryId}/scans`);
  const document = openVexDocument({ vulnerability: markup, product: 'pkg:npm/left@1.0.0' });
  await api.send('PUT', `/vex-documents/${encodeURIComponent(markup)}`, document);
  await api.send('POST', '/exceptions', {
    vulnerability: 'CVE-2026-0001',
    package: { type: markup.slice(0, 60), name: markup, version: markup },
    scope: { kind: 'repository', repository: markup },
    reason: 'other',
    comment: markup,
  });
  const view = {
    screen: 'images',
    name: markup.slice(0, 60),
    query: { q: markup },
    columns: ['name'],
    isDefault: false,
  };
  await api.send('POST', '/views', view);
  await api.send('POST', '/tokens', { name: markup, scope: 'read' });
  const fileName = `=1+1"><img src=x onerror=hostile()>.tar`;
  const imageId = await uploadHostileImage(api, fileName);
  await api.until<Ended>(`/runs/${run.id}`, hasEnded);
  const policyId = await makeHostilePolicy(api);
  const { items } = await api.get<{ items: readonly { repository: string }[] }>(
    `/repositories?registryId=${registryId}`,
  );
  const repository = items[0]?.repository ?? '';
  return { api, registryId, runId: run.id, registryName, fileName, imageId, repository, policyId };
}

/** The images violate it by what they say of themselves. */
async function makeHostilePolicy(api: ApiClient): Promise<string> {
  const conditions = [
    { type: 'label-present', options: { label: markup, value: markup } },
    { type: 'package-in-list', options: { packages: [markup] } },
    { type: 'user-not-in-list', options: { users: [`=1+1${markup}`] } },
  ];
  const policy = {
    name: markup,
    description: markup,
    action: 'fail',
    scope: { registryIds: [], repositories: ['*'], except: [markup] },
    rules: conditions.map((condition) => ({ conditions: [condition] })),
  };
  const { id } = await api.send<{ id: string }>('POST', '/policies', policy);
  await api.until<{ evaluation: Ended }>(`/policies/${id}`, ({ evaluation }) => evaluation.state === 'done');
  return id;
}

async function uploadHostileImage(api: ApiClient, fileName: string): Promise<string> {
  const image = buildImage({
    layers: [{ ...npmLayer(`${markup}@1.0.0`, 'left@1.0.0'), createdBy: `RUN ${markup}` }],
    config: {
      config: {
        Labels: { [markup]: markup },
        Env: [`HOSTILE=${markup}`],
        User: markup,
        ExposedPorts: { [markup]: {} },
      },
    },
  });
  const directory = await makeTemporaryDirectory();
  const path = await writeDockerArchive(join(directory, 'a.tar'), [{ image, repoTags: [markup] }]);
  const response = await fetch(`${api.baseUrl}/api/v1/uploads?name=${encodeURIComponent(fileName)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', cookie: api.cookie },
    body: new Uint8Array(await readFile(path)),
  });
  const { id } = (await response.json()) as { readonly id: string };
  await removeTemporaryDirectories();
  const scan = await api.until<Ended>(`/scans/${id}`, hasEnded);
  if (scan.imageId === undefined) throw new Error(`the archive was not scanned: ${JSON.stringify(scan)}`);
  return scan.imageId;
}
