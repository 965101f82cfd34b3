import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accounts,
  ecrHost,
  type FakeOrganisation,
  makeOrganisation,
  memberRole,
  organisationKeys,
} from '#tests/support/registry/vendors/fake-organisation.ts';
import { firstPush } from '#tests/support/registry/vendors/fake-vendor.ts';
import { type Internet, startInternet } from '#tests/support/registry/vendors/internet.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Scan {
  readonly reference: string;
  readonly state: string;
  readonly code?: string;
  readonly message?: string;
}

const home = ecrHost(accounts.own);
const member = ecrHost(accounts.member);
const input = {
  name: 'Organisation',
  path: home,
  type: 'ecr',
  plainHttp: true,
  filters: { newestTags: 1, maxAgeDays: 0, exclude: ['/app:', '/base:'] },
  credential: { ...organisationKeys, organisation: 'yes', memberRole },
};

let organisation: FakeOrganisation;
let internet: Internet;
let service: TestService;
let id: string;

beforeAll(async () => {
  organisation = makeOrganisation();
  for (const [host, { store }] of organisation.worlds)
    if (host.includes('eu-central')) putImage({ store }, 'team/real', '1', npmImage([`at-${host.slice(0, 3)}@1.0.0`]));
  internet = await startInternet(organisation.sites);
  service = await startTestService({ environment: { HTTP_PROXY: internet.proxy } });
  id = (await service.api.send<{ id: string }>('POST', '/registries', input)).id;
});

afterAll(() => endAll(service, internet));

const run = async () => {
  await service.api.send('POST', `/registries/${id}/scans`);
  await service.api.until<{ items: { state: string }[] }>(`/registries/${id}/runs`, ({ items }) =>
    items.every(({ state }) => ['done', 'failed', 'cancelled'].includes(state)),
  );
  return (await service.api.get<{ items: Scan[] }>('/scans?limit=100')).items;
};

describe('an organisation of AWS in the service', () => {
  it('can be tried before it is saved', async () => {
    const { name: _, filters: __, ...form } = input;
    expect(await service.api.send('POST', '/registries/test', form)).toMatchObject({ ok: true, canList: true });
  });

  it('is scanned account by account, and what gives no role is a failure of the run', async () => {
    const scans = await run();
    expect(scans.map(({ reference, state, code, message }) => ({ reference, state, code, message }))).toEqual(
      expect.arrayContaining([
        ...[accounts.own, accounts.member, accounts.second].map((account) => ({
          reference: `${ecrHost(account)}/team/real:1`,
          state: 'done',
        })),
        {
          reference: ecrHost(accounts.refuses),
          state: 'failed',
          code: 'registry/forbidden',
          message: expect.stringContaining('sts:AssumeRole') as string,
        },
      ]),
    );
    expect(scans).toHaveLength(4);
  });

  it('lists the repositories of its members under their own hosts', async () => {
    const { items } = await service.api.get<{ items: { repository: string }[] }>(
      `/repositories?registryId=${id}&limit=100`,
    );
    expect(items.map(({ repository }) => repository)).toEqual(
      expect.arrayContaining([`${home}/team/real`, `${member}/team/real`]) as unknown,
    );
  });

  it('lists images with the time at which they were pushed', async () => {
    const { items } = await service.api.get<{ items: { lastPushedAt?: string }[] }>(`/images?registryId=${id}`);
    const expected = new Date(firstPush).toISOString();
    expect(items.map(({ lastPushedAt }) => lastPushedAt)).toEqual([expected, expected, expected]);
  });

  it('marks what a member holds no more as missing, once all could be listed', async () => {
    const accountIds = [accounts.own, accounts.member, accounts.second].join();
    const credential = { ...input.credential, accounts: accountIds };
    await service.api.send('PUT', `/registries/${id}`, { ...input, credential });
    organisation.worlds.get(ecrHost(accounts.second))?.store.repositories.delete('team/real');
    await run();
    const { items } = await service.api.get<{ items: { repository: string; missingSince?: string }[] }>(
      `/repositories?registryId=${id}&limit=100`,
    );
    const missing = items.filter(({ missingSince }) => missingSince !== undefined);
    expect(missing.map(({ repository }) => repository)).toEqual([`${ecrHost(accounts.second)}/team/real`]);
  });

  it('scans an image of a member by its reference', async () => {
    const reference = `${member}/team/real:1`;
    const { id: scan } = await service.api.send<{ id: string }>('POST', '/scans', { reference });
    const ended = await service.api.until<Scan>(
      `/scans/${scan}`,
      ({ state }) => state === 'done' || state === 'failed',
    );
    expect(ended).toMatchObject({ state: 'done' });
  });

  it('takes pushes to members, and to nobody else', async () => {
    const { secret, path } = await service.api.send<{ secret: string; path: string }>(
      'POST',
      `/registries/${id}/hook-secret`,
    );
    const push = async (region: string, tag: string) => {
      const detail = { 'action-type': 'PUSH', result: 'SUCCESS', 'repository-name': 'team/real', 'image-tag': tag };
      const event = { source: 'aws.ecr', 'detail-type': 'ECR Image Action', account: accounts.member, region, detail };
      const answer = await fetch(new URL(path, service.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify(event),
      });
      return (await answer.json()) as { queued: { reference: string }[]; left: { reason: string }[] };
    };
    expect((await push('eu-central-1', '1')).queued).toMatchObject([{ reference: `${member}/team/real:1` }]);
    expect((await push('us-east-1', '1')).left).toMatchObject([
      { reason: `it is on ${ecrHost(accounts.member, 'us-east-1')}, which Organisation does not stand for` },
    ]);
  });
});
