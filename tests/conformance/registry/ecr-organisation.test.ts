import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createRegistryClient,
  findRegistryVendor,
  type ListingProblem,
  type RegistryClient,
} from '#engine/registry/index.ts';
import { all } from '#tests/support/registry/all.ts';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { answer, html } from '#tests/support/registry/misbehaviour.ts';
import {
  accounts,
  ecrHost,
  type FakeOrganisation,
  makeOrganisation,
  memberRole,
  organisationKeys,
} from '#tests/support/registry/vendors/fake-organisation.ts';
import { type Internet, startInternet } from '#tests/support/registry/vendors/internet.ts';

const signal = new AbortController().signal;
const home = ecrHost(accounts.own);
const form = { ...organisationKeys, organisation: 'yes', memberRole };
const both = { ...form, regions: 'eu-central-1, us-east-1' };

let organisation: FakeOrganisation;
let internet: Internet;
let clients: RegistryClient[];

beforeEach(async () => {
  clients = [];
  organisation = makeOrganisation();
  internet = await startInternet(organisation.sites);
});
afterEach(async () => {
  for (const client of clients) await client.close();
  await internet.close();
});

function connect(values: Readonly<Record<string, string>> = form): RegistryClient {
  const client = createRegistryClient({
    host: home,
    vendor: findRegistryVendor('ecr'),
    values: asSecrets(values),
    connection: { plainHttp: true, proxy: internet.proxy },
    retry: { attempts: 1 },
  });
  clients.push(client);
  return client;
}

async function list(client: RegistryClient) {
  const problems: ListingProblem[] = [];
  const found = await all(client.listRepositories({ signal, onProblem: (problem) => void problems.push(problem) }));
  return { names: found.map(({ host = home, name }) => `${host}/${name}`).sort(), problems };
}

/** The repositories that these accounts hold in these regions. */
function held(who: readonly string[], regions: readonly string[] = ['eu-central-1']): readonly string[] {
  const hosts = who.flatMap((account) => regions.map((region) => ecrHost(account, region)));
  return hosts
    .flatMap((host) => organisation.worlds.get(host)?.repositories.map((name) => `${host}/${name}`) ?? [])
    .sort();
}

const open = [accounts.own, accounts.member, accounts.second];
const refusal = {
  code: 'registry/forbidden',
  host: ecrHost(accounts.refuses),
  message: expect.stringContaining('sts:AssumeRole'),
};

describe('an organisation of AWS', () => {
  it('is listed: all active accounts, and who refuses the role is named', async () => {
    expect(await list(connect())).toEqual({ names: held(open), problems: [refusal] });
  });

  it('is listed in all regions that are named, each role taken on once', async () => {
    expect(await list(connect(both))).toEqual({
      names: held(open, ['eu-central-1', 'us-east-1']),
      problems: [refusal],
    });
    expect(internet.requests.filter(({ host }) => host.startsWith('sts.'))).toHaveLength(3);
  });

  it('is listed in all regions that are enabled', async () => {
    const { names } = await list(connect({ ...form, regions: 'all' }));
    expect(names).toEqual(held(open, ['eu-central-1', 'us-east-1']));
  });

  it('is listed as far as accounts are named, without asking Organizations', async () => {
    const only = { ...form, accounts: `${accounts.second} ${accounts.refuses}` };
    expect(await list(connect(only))).toEqual({ names: held([accounts.second]), problems: [refusal] });
    expect(internet.requests.some(({ host }) => host.startsWith('organizations.'))).toBe(false);
  });

  it('is listed although a region does not let us in, which is named', async () => {
    const denied = answer(
      400,
      { 'content-type': 'application/x-amz-json-1.1' },
      '{"__type":"AccessDeniedException","message":"explicit deny"}',
    );
    internet.misbehave(/^api\.ecr\.us-east-1/, denied);
    const { names, problems } = await list(connect(both));
    expect(names).toEqual(held(open));
    const hosts = problems.map(({ host = '' }) => host).sort();
    expect(hosts).toEqual([...open.map((account) => ecrHost(account, 'us-east-1')), refusal.host].sort());
  });

  it('cannot be listed where every role is refused: the first refusal is thrown', async () => {
    await expect(list(connect({ ...form, memberRole: 'nobody', accounts: accounts.member }))).rejects.toMatchObject({
      code: 'registry/forbidden',
    });
  });

  it.each([
    [
      'that may not list accounts',
      /^organizations/,
      answer(400, { 'content-type': 'application/json' }, '{"__type":"AccessDeniedException","Message":"no"}'),
      'registry/forbidden',
    ],
    ['whose list is a web page', /^organizations/, html, 'registry/not-a-registry'],
    ['where STS answers with a web page', /^sts/, html, 'registry/not-a-registry'],
  ])('%s is no empty one', async (_, where, how, code) => {
    internet.misbehave(where, how);
    await expect(list(connect())).rejects.toMatchObject({ code });
  });

  it('says that a clock is wrong', async () => {
    organisation.shiftClock();
    await expect(list(connect())).rejects.toMatchObject({
      code: 'registry/unauthorized',
      message: expect.stringContaining('the clock of this machine'),
    });
  });
});

describe('the registry of a member account', () => {
  const host = ecrHost(accounts.member, 'us-east-1');
  const repository = '222/us-east-1/app';
  const reference = { registry: host, repository, tag: 'v2' };

  it('gives tags, manifests and blobs, by a password of its own', async () => {
    const client = connect(both);
    const tags = await all(client.listTags(repository, { signal, host }));
    expect(tags.map(({ name }) => name).sort()).toEqual(['v1', 'v2', 'v3']);
    const { bytes } = await client.manifest(reference, { signal });
    const [layer] = (JSON.parse(Buffer.from(bytes).toString()) as { layers: [never] }).layers;
    const blob = Buffer.concat(await all(client.blob(reference, layer, { signal })));
    expect(blob.toString()).toBe(`layer of ${repository}`);
  });

  it('is asked on where the role and the password end in mid-run', async () => {
    const client = connect(both);
    await client.headManifest(reference, { signal });
    organisation.endRoles();
    organisation.worlds.get(host)?.expire();
    await expect(client.headManifest(reference, { signal })).resolves.toBeDefined();
    expect(await all(client.listTags(repository, { signal, host }))).toHaveLength(3);
  });

  it.each([
    ['an account that is not named', { ...both, accounts: accounts.second }, host],
    ['a region that is not named', form, host],
    ['another cloud', both, ecrHost(accounts.member, 'cn-north-1').concat('.cn')],
    ['a host that is none of ECR', both, 'registry.example'],
    ['a registry that stands for itself alone', organisationKeys, host],
  ])('is not asked in %s', async (_, values, registry) => {
    const client = connect(values);
    await expect(client.headManifest({ ...reference, registry }, { signal })).rejects.toMatchObject({
      code: 'registry/invalid-reference',
    });
    expect(internet.requests).toEqual([]);
  });

  it('is told no password but its own, and none of AWS’s keys', async () => {
    const client = connect(both);
    await client.headManifest(reference, { signal });
    const seen = internet.requests.filter((request) => request.host === host);
    const passwords = seen.flatMap(({ headers }) => headers.authorization ?? []);
    expect(new Set(passwords)).toEqual(
      new Set([`Basic ${Buffer.from(`AWS:pw-${accounts.member}-us-east-1-generation-1`).toString('base64')}`]),
    );
    expect(JSON.stringify(internet.requests)).not.toContain(organisationKeys.secretAccessKey);
  });
});
