import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistryClient, type RegistryVendor } from '#engine/registry/index.ts';
import { all, names } from '#tests/support/registry/all.ts';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { serveRegistry } from '#tests/support/registry/registry-routes.ts';
import {
  bodyOf,
  isUser,
  makeWorld,
  pageOf,
  refuse,
  sendJson,
  urlOf,
} from '#tests/support/registry/vendors/fake-vendor.ts';
import { type Internet, startInternet } from '#tests/support/registry/vendors/internet.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';

const signal = new AbortController().signal;
const host = 'eu.acme-vault.example';
const world = makeWorld('team/');
let directory: string;
let vendor: RegistryVendor;
let internet: Internet;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-guide-'));
  vendor = await vendorOfGuide(directory);
  internet = await startInternet({
    [host]: async (request, response) => {
      if (isUser(request, 'k1', 'hourly')) return await serveRegistry(request, response, world.store);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="acme"' }).end();
    },
    'api.acme-vault.example': async (request, response) => {
      const url = urlOf(request);
      if (url.pathname === '/v1/password') {
        const { key, secret } = JSON.parse(await bodyOf(request)) as Record<string, string>;
        return key === 'k1' && secret === 's3cret' ? sendJson(response, { password: 'hourly' }) : refuse(response, 401);
      }
      if (request.headers['acme-secret'] !== 's3cret') return refuse(response, 401);
      const repository = /repositories\/(.+)\/tags$/.exec(decodeURIComponent(url.pathname))?.[1];
      const entries =
        repository === undefined
          ? world.repositories.map((name) => ({ name, pushed: '2026-03-01T10:00:00Z' }))
          : world
              .tags()
              .filter((one) => one.repository === repository)
              .map(({ tag, digest, size, pushedAt }) => ({ name: tag, digest, bytes: size, pushed: pushedAt }));
      const page = Number(url.searchParams.get('after') || 1);
      const { items, hasMore } = pageOf<unknown>(entries, page, 1);
      sendJson(response, { entries: items, ...(hasMore && { next: String(page + 1) }) });
    },
  });
});
afterAll(async () => {
  await internet.close();
  await rm(directory, { recursive: true, force: true });
});

describe('the registry type of docs/guides/add-a-registry.md', () => {
  const connect = (values: Readonly<Record<string, string>>) =>
    createRegistryClient({
      host,
      vendor,
      values: asSecrets(values),
      connection: { plainHttp: true, proxy: internet.proxy },
    });

  it('signs in, lists and reads', async () => {
    const client = connect({ key: 'k1', secret: 's3cret' });
    expect(await client.ping({ signal })).toEqual({ authentication: 'basic', anonymous: false });
    expect(await names(client.listRepositories({ signal }))).toEqual(['team/app', 'team/base']);
    const tags = await all(client.listTags('team/app', { signal }));
    expect(tags).toEqual(
      world
        .tags()
        .filter(({ repository }) => repository === 'team/app')
        .map(({ tag, digest, size, pushedAt }) => ({ name: tag, digest, size, pushedAt })),
    );
    const { digest } = await client.manifest({ registry: host, repository: 'team/app', tag: 'v2' }, { signal });
    expect(digest).toBe(tags[1]?.digest);
    await client.close();
  });

  it('refuses what is wrong, and half a form', async () => {
    const wrong = connect({ key: 'k1', secret: 'wrong' });
    await expect(wrong.ping({ signal })).rejects.toMatchObject({ code: 'registry/unauthorized' });
    const half = connect({ key: 'k1' });
    await expect(half.ping({ signal })).rejects.toMatchObject({ message: expect.stringContaining('go together') });
    await wrong.close();
    await half.close();
  });

  it('knows its hosts', () => {
    expect([host, 'acme-vault.example', 'evil-acme-vault.example'].map((one) => vendor.recognises(one))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

/** Takes the code from the guide and loads it as it would be loaded from its folder. */
async function vendorOfGuide(into: string): Promise<RegistryVendor> {
  const guide = await readFile(join(repositoryRoot, 'docs/guides/add-a-registry.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const source = join(repositoryRoot, 'src');
  const placed = code
    .replaceAll("'#core/", `'${source}/core/`)
    .replaceAll("'../../", `'${source}/engine/registry/`)
    .replaceAll(/^ {3}/gm, '');
  const file = join(into, 'acme-vault.ts');
  await writeFile(file, placed);
  const { acmeVault } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { acmeVault: RegistryVendor };
  return acmeVault;
}
