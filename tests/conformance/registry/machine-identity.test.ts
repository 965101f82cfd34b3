import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistryClient, findRegistryVendor, type Workload } from '#engine/registry/index.ts';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { answer, html } from '#tests/support/registry/misbehaviour.ts';
import { type FakeVendor, makeWorld, type World } from '#tests/support/registry/vendors/fake-vendor.ts';
import { externalAccount, fakeWorkload, machineVendors } from '#tests/support/registry/vendors/fakes-machine.ts';
import { type Internet, startInternet } from '#tests/support/registry/vendors/internet.ts';

const signal = new AbortController().signal;
const google = { GOOGLE_APPLICATION_CREDENTIALS: '/etc/account.json' };
const aks = { AZURE_FEDERATED_TOKEN_FILE: '/token', AZURE_CLIENT_ID: 'client-9', AZURE_TENANT_ID: 'tenant-1' };
const account = { '/etc/account.json': JSON.stringify(externalAccount) };

function fakeOf(name: string): FakeVendor {
  const found = machineVendors.find(({ type, signIn }) => `${type} by ${signIn}` === name);
  if (found === undefined) throw new Error(`no fake ${name}`);
  return found;
}

describe('the identity of a machine', () => {
  let internet: Internet;
  let world: World;
  const start = async (fake: FakeVendor) => {
    world = makeWorld(fake.prefix);
    internet = await startInternet(fake.sites(world));
  };
  beforeEach(() => start(fakeOf('gcr by workload identity federation')));
  afterEach(() => internet.close());

  const ping = async (fake: FakeVendor, workload: Workload | undefined, values = fake.values) => {
    const client = createRegistryClient({
      host: fake.host,
      vendor: findRegistryVendor(fake.type),
      values: asSecrets(values),
      workload,
      connection: { plainHttp: true, proxy: internet.proxy },
      retry: { attempts: 1 },
    });
    try {
      return await client.ping({ signal });
    } finally {
      await client.close();
    }
  };

  it.each([
    ['gar by metadata', 'no metadata service', fakeWorkload({}), 'no identity of Google Cloud'],
    [
      'gar by metadata',
      'nonsense for a token',
      fakeWorkload({ ask: async () => '<html>' }),
      'no identity of Google Cloud',
    ],
    ['gar by metadata', 'an answer without a token', fakeWorkload({ ask: async () => '{}' }), 'gave no token'],
    ['gcr by workload identity federation', 'no file', fakeWorkload({ variables: google }), 'ENOENT'],
    [
      'gcr by workload identity federation',
      'no file of the token',
      fakeWorkload({ variables: google, files: account }),
      'ENOENT',
    ],
    [
      'gcr by workload identity federation',
      'a file without the token',
      fakeWorkload({ variables: google, files: { ...account, '/var/run/token': '{}' } }),
      'holds no token',
    ],
    [
      'gcr by workload identity federation',
      'a token of somebody else',
      fakeWorkload({ variables: google, files: { ...account, '/var/run/token': '{"id_token":"x"}' } }),
      'invalid_grant The token is not of this pool.',
    ],
    ['acr by managed identity', 'no metadata service', fakeWorkload({}), 'no managed identity of Azure'],
    ['acr by workload identity', 'no file of the token', fakeWorkload({ variables: aks }), 'ENOENT'],
    [
      'acr by workload identity',
      'no tenant',
      fakeWorkload({ variables: { AZURE_FEDERATED_TOKEN_FILE: '/token' }, files: { '/token': 'x' } }),
      'AZURE_TENANT_ID',
    ],
    ['ecr by web identity', 'nothing', fakeWorkload({}), 'no role of AWS'],
    ['ecr by web identity', 'no machine at all', undefined, 'not possible here'],
  ])('%s, with %s: said so', async (name, _, workload, message) => {
    const fake = fakeOf(name);
    await internet.close();
    await start(fake);
    await expect(ping(fake, workload)).rejects.toMatchObject({
      name: 'RegistryError',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['a web page', html, 'registry/not-a-registry'],
    [
      'a refusal to impersonate',
      answer(
        403,
        { 'content-type': 'application/json' },
        '{"error":{"status":"PERMISSION_DENIED","message":"Permission iam.serviceAccounts.getAccessToken denied"}}',
      ),
      'registry/forbidden',
    ],
  ])('impersonation that is answered with %s is no sign-in', async (_, how, code) => {
    const fake = fakeOf('gcr by workload identity federation');
    internet.misbehave(/^iamcredentials/, how);
    await expect(ping(fake, fake.workload?.(world, false))).rejects.toMatchObject({ code });
  });

  it.each([
    ['gcr by workload identity federation', { keyFile: '{"client_email":"a","private_key":"b"}' }],
    ['acr by managed identity', { username: 'a', password: 'b' }],
    ['ecr by web identity', { accessKeyId: 'a', secretAccessKey: 'b' }],
  ])('%s is not asked for where something else was entered', async (name, values) => {
    const fake = fakeOf(name);
    await internet.close();
    await start(fake);
    const asked: string[] = [];
    const note = async (what: string) => {
      asked.push(what);
      return '';
    };
    const workload: Workload = {
      variable: (variable) => void asked.push(variable),
      readFile: note,
      ask: (url) => note(url.href),
    };
    await expect(ping(fake, workload, values)).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
