import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { Secret } from '#core/secret.ts';
import {
  createRegistryClient,
  findRegistryVendor,
  type ListingProblem,
  type RegistryClient,
  registryVendors,
} from '#engine/registry/index.ts';
import { all, names } from '#tests/support/registry/all.ts';
import { answer, drip, html, withHeaders } from '#tests/support/registry/misbehaviour.ts';
import {
  addImage,
  bodyOf,
  type FakeVendor,
  lastPulledAt,
  makeWorld,
  type World,
} from '#tests/support/registry/vendors/fake-vendor.ts';
import { fakeVendors } from '#tests/support/registry/vendors/fake-vendors.ts';
import { machineVendors } from '#tests/support/registry/vendors/fakes-machine.ts';
import { type Internet, startInternet } from '#tests/support/registry/vendors/internet.ts';

const signal = new AbortController().signal;
const stranger = 'stranger.example';

it('there is a fake for every type', () => {
  expect(fakeVendors.map(({ type }) => type).sort()).toEqual(registryVendors.map(({ name }) => name).sort());
});

const kinds = [...fakeVendors, ...machineVendors];

describe.each(kinds.map((fake) => [[fake.type, fake.signIn].filter(Boolean).join(' by '), fake] as const))(
  '%s',
  (_, fake) => {
    const { type } = fake;
    let world: World;
    let internet: Internet;
    let client: RegistryClient;
    let slept: number[];
    let strangersTold: string[];
    const clients: RegistryClient[] = [];

    const connect = (
      values: Readonly<Record<string, string>>,
      limits: Partial<Limits> = {},
      { namesPerPage = 2, isWrong = false } = {},
    ) => {
      const made = createRegistryClient({
        host: fake.host,
        vendor: findRegistryVendor(type),
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Secret(value)])),
        workload: fake.workload?.(world, isWrong),
        connection: { plainHttp: true, proxy: internet.proxy },
        limits: { ...defaultLimits, ...limits },
        namesPerPage,
        random: () => 1,
        sleep: async (ms) => void slept.push(ms),
      });
      clients.push(made);
      return made;
    };

    beforeEach(async () => {
      slept = [];
      strangersTold = [];
      world = makeWorld(fake.prefix);
      internet = await startInternet({
        ...fake.sites(world),
        [stranger]: async (request, response) => {
          strangersTold.push(JSON.stringify(request.headers), request.url ?? '', await bodyOf(request));
          response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        },
      });
      client = connect(fake.values);
    });
    afterEach(async () => {
      for (const one of clients.splice(0)) await one.close();
      await internet.close();
    });

    const app = `${fake.prefix}app`;
    const reference = { registry: fake.host, repository: app, tag: 'v2' };
    const tagsOfApp = (one = client) => all(one.listTags(app, { signal }));

    it('has a form that fits what is filled in', () => {
      const vendor = findRegistryVendor(type);
      const values = Object.fromEntries(Object.entries(fake.values).map(([name, value]) => [name, new Secret(value)]));
      const fields = vendor?.credentials.map(({ name }) => name) ?? [];
      expect(fields).toEqual(expect.arrayContaining(Object.keys(values)));
      expect(vendor?.checkCredential?.(values)).toBeUndefined();
      expect(vendor?.recognises(fake.host)).toBe(true);
    });

    it('lets us in', async () => {
      expect(await client.ping({ signal })).toMatchObject({ anonymous: false });
    });

    it('lists all repositories, over several pages', async () => {
      expect((await names(client.listRepositories({ signal }))).sort()).toEqual([...world.repositories].sort());
    });

    it('lists all tags, over several pages, with what it tells of them', async () => {
      const tags = await tagsOfApp();
      expect(tags.map(({ name }) => name).sort()).toEqual(['v1', 'v2', 'v3']);
      const tag = tags.find(({ name }) => name === 'v2');
      const stored = world.tags().find(({ repository, tag: name }) => repository === app && name === 'v2');
      const mediaType = 'application/vnd.oci.image.manifest.v1+json';
      const known: Readonly<Record<string, unknown>> = { ...stored, mediaType, lastPulledAt };
      expect(Object.keys(tag ?? {}).sort()).toEqual(['name', ...fake.facts].sort());
      for (const fact of fake.facts.filter((one) => one !== 'createdAt')) expect(tag?.[fact]).toEqual(known[fact]);
    });

    /** Of the image that is asked for. */
    const firstLayer = async () => {
      const { bytes } = await client.manifest(reference, { signal });
      return (JSON.parse(Buffer.from(bytes).toString()) as { layers: [never] }).layers[0];
    };

    it('gives manifests and blobs', async () => {
      const head = await client.headManifest(reference, { signal });
      const { digest } = await client.manifest(reference, { signal });
      expect(head.digest).toBe(digest);
      const layer = await firstLayer();
      const blob = Buffer.concat(await all(client.blob(reference, layer, { signal })));
      expect(blob.toString()).toBe(`layer of ${app}`);
    });

    it('refuses a wrong credential, which is not shown', async () => {
      const refused = connect({ ...fake.values, ...fake.wrong }, {}, { isWrong: true });
      const errors: unknown[] = [];
      const note = (error: unknown) => void errors.push(error);
      await refused.ping({ signal }).catch(note);
      await all(refused.listRepositories({ signal })).catch(note);
      expect(errors).toHaveLength(2);
      for (const error of errors) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^registry\/(unauthorized|forbidden|protocol)$/) });
        expect(String((error as Error).stack)).not.toContain('wrong-secret');
      }
    });

    const elsewhere = answer(307, { location: `http://${stranger}/x` });
    const ignore = () => undefined;

    /** Nobody but the type's own hosts is asked, and the stranger that they send us to is told nothing. */
    const expectNothingTold = () => {
      const own = new Set([fake.host, ...fake.apiHosts]);
      const others = internet.requests.filter(({ host }) => !own.has(host));
      expect(others.map(({ host }) => host)).toEqual(others.map(() => stranger));
      for (const { headers } of others)
        expect([headers.authorization, headers['private-token']]).toEqual([undefined, undefined]);
      const seen = strangersTold.join('\n');
      for (const secret of fake.secrets) {
        expect(seen).not.toContain(secret);
        expect(seen).not.toContain(encodeURIComponent(secret));
        expect(seen).not.toContain(Buffer.from(secret).toString('base64'));
      }
      return others.length;
    };

    it('is told credentials by nobody but its own hosts, also where it sends us elsewhere', async () => {
      await all(client.listRepositories({ signal }));
      await tagsOfApp();
      const layer = await firstLayer();
      internet.misbehave(fake.tagRequests, elsewhere);
      internet.misbehave(/\/manifests\//, elsewhere);
      internet.misbehave(/\/blobs\//, elsewhere);
      await tagsOfApp().catch(ignore);
      await client.manifest(reference, { signal }).catch(ignore);
      await all(client.blob(reference, layer, { signal })).catch(ignore);
      expect(expectNothingTold()).toBeGreaterThanOrEqual(2);
    });

    it('sends all of the sign-in elsewhere: nothing is told there, and nobody is let in', async () => {
      const others = new RegExp(`^(?!${stranger.replace('.', '\\.')})`);
      internet.misbehave(others, elsewhere);
      await expect(client.ping({ signal })).rejects.toMatchObject({ name: 'RegistryError' });
      await expect(all(client.listRepositories({ signal }))).rejects.toMatchObject({ name: 'RegistryError' });
      await expect(tagsOfApp()).rejects.toMatchObject({ name: 'RegistryError' });
      expectNothingTold();
    });

    it('is a web page and nothing else: an error of ours', async () => {
      internet.misbehave(/./, html);
      const refused = { name: 'RegistryError', code: 'registry/not-a-registry' };
      await expect(client.ping({ signal })).rejects.toMatchObject(refused);
      await expect(all(client.listRepositories({ signal }))).rejects.toMatchObject(refused);
      await expect(tagsOfApp()).rejects.toMatchObject(refused);
    });

    it('goes on where tokens expire in mid-run', async () => {
      await tagsOfApp();
      await client.headManifest(reference, { signal });
      world.expire();
      expect(await tagsOfApp()).toHaveLength(3);
      expect(await names(client.listRepositories({ signal }))).toHaveLength(2);
      await expect(client.headManifest(reference, { signal })).resolves.toBeDefined();
    });

    it('is waited for as it asks, in a storm of 429', async () => {
      internet.misbehave(fake.tagRequests, answer(429, { 'retry-after': '7' }), 3);
      expect(await tagsOfApp()).toHaveLength(3);
      expect(slept).toEqual([7000, 7000, 7000]);
    });

    it('is waited for in a storm that hits whatever comes first, the sign-in too', async () => {
      internet.misbehave(/./, answer(429, { 'retry-after': '3' }), 2);
      expect(await names(client.listRepositories({ signal }))).toHaveLength(2);
      expect(slept).toEqual([3000, 3000]);
    });

    it('is waited for where all requests are used up, until they come back', async () => {
      internet.misbehave(fake.tagRequests, answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }), 1);
      expect(await tagsOfApp()).toHaveLength(3);
      expect(slept).toEqual([9000]);
    });

    it('is given up where the storm does not end', async () => {
      internet.misbehave(fake.tagRequests, answer(429, { 'retry-after': '7' }));
      await expect(tagsOfApp()).rejects.toMatchObject({ code: 'registry/rate-limited', retryAfterMs: 7000 });
    });

    it.each([
      ['a web page with 200', html],
      ['a web page with 404', answer(404, { 'content-type': 'text/html' }, '<h1>Not here</h1>')],
      ['a web page with 502', answer(502, { 'content-type': 'text/html' }, '<h1>Bad gateway</h1>')],
    ])('answers with %s: an error of ours, no tags', async (_, how) => {
      internet.misbehave(fake.tagRequests, how);
      await expect(tagsOfApp()).rejects.toMatchObject({
        name: 'RegistryError',
        code: expect.stringMatching(/^registry\/(not-a-registry|unavailable|not-found)$/),
      });
    });

    it('drips its answer: given up, whatever was asked for', async () => {
      const layer = await firstLayer();
      const impatient = connect(fake.values, { idleTimeoutMs: 60 });
      const timeout = { code: 'registry/timeout' };
      for (const on of [fake.tagRequests, /\/manifests\//, /\/blobs\//]) internet.misbehave(on, drip(5));
      await expect(tagsOfApp(impatient)).rejects.toMatchObject(timeout);
      await expect(impatient.manifest(reference, { signal })).rejects.toMatchObject(timeout);
      await expect(all(impatient.blob(reference, layer, { signal }))).rejects.toMatchObject(timeout);
    });

    it('says a wrong digest: not believed', async () => {
      internet.misbehave(/\/manifests\//, withHeaders({ 'docker-content-digest': `sha256:${'0'.repeat(64)}` }));
      await expect(client.manifest(reference, { signal })).rejects.toMatchObject({ code: 'registry/digest-mismatch' });
    });

    it('answers with JSON of another kind: an error of ours, and not that there are no tags', async () => {
      internet.misbehave(fake.tagRequests, answer(200, { 'content-type': 'application/json' }, '{"hello":"world"}'));
      await expect(tagsOfApp()).rejects.toMatchObject({ code: 'registry/protocol' });
    });

    // How somebody signs in changes nothing about pages.
    if (fake.signIn !== undefined) return;

    it('has more tags than a page or a limit of pages: 10,000', async () => {
      const { digest, bytes } = firstBlob(world, app);
      for (let index = 0; index < 10_000; index += 1)
        addImage(world.store, app, `t${index}`, { digest, size: bytes.length });
      expect(await tagsOfApp(connect(fake.values, {}, { namesPerPage: 1000 }))).toHaveLength(10_003);
      const limited = tagsOfApp(connect(fake.values, { maxListingPages: 5 }));
      if (unpaged.has(type)) expect(await limited).not.toHaveLength(0);
      else await expect(limited).rejects.toMatchObject({ code: 'registry/listing-endless' });
    });
  },
);

/** These give all tags of a repository in one answer. */
const unpaged: ReadonlySet<string> = new Set(['artifactory', 'openshift', 'icr']);

function firstBlob(world: World, repository: string) {
  const [found] = world.store.repositories.get(repository)?.blobs ?? [];
  if (found === undefined) throw new Error('no blob');
  return { digest: found[0], bytes: found[1] };
}

describe('what cannot be listed', () => {
  it.each(
    fakeVendors.filter(({ type }) => type === 'harbor' || type === 'gitlab').map((fake) => [fake.type, fake] as const),
  )('%s: is named, and the others are listed', async (type, fake: FakeVendor) => {
    const internet = await startInternet(fake.sites(makeWorld(fake.prefix)));
    const values = Object.fromEntries(Object.entries(fake.values).map(([name, value]) => [name, new Secret(value)]));
    const connection = { plainHttp: true, proxy: internet.proxy };
    const client = createRegistryClient({ host: fake.host, vendor: findRegistryVendor(type), values, connection });
    const problems: ListingProblem[] = [];
    expect(
      await all(client.listRepositories({ signal, onProblem: (problem) => void problems.push(problem) })),
    ).toHaveLength(2);
    expect(problems).toEqual([
      {
        code: 'registry/forbidden',
        subject: expect.stringMatching(/secret|groups\/8/),
        message: expect.stringContaining('403'),
      },
    ]);
    await client.close();
    await internet.close();
  });
});
