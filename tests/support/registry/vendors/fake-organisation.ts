import { bodyOf, makeWorld, refuse, sendJson, type World } from './fake-vendor.ts';
import { ecrAnswer, ecrRegistry, isSigned } from './fakes-cloud.ts';
import type { Site } from './internet.ts';

const regions = ['eu-central-1', 'us-east-1'] as const;

/** Accounts of the organisation: the one that signs in, two members, one that gives no role, one that is closed. */
export const accounts = {
  own: '111111111111',
  member: '222222222222',
  second: '333333333333',
  refuses: '444444444444',
  closed: '555555555555',
} as const;

/** What signs in to the first of them. */
export const organisationKeys = { accessKeyId: 'AKIATEST', secretAccessKey: 'own-s3cret' };
export const memberRole = 'path/reader';

/** The registry of an account in a region. */
export function ecrHost(account: string, region = 'eu-central-1'): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/** A made-up organisation of AWS with a registry for each account and region, each with images of its own. */
export interface FakeOrganisation {
  readonly worlds: ReadonlyMap<string, World>;
  readonly sites: Readonly<Record<string, Site>>;
  /** Ends the keys of all roles before their time, as when a session is revoked. */
  endRoles(): void;
  /** Has AWS's clock go ahead of ours. */
  shiftClock(): void;
}

/** Makes one whose repositories are called after account and region. */
export function makeOrganisation(): FakeOrganisation {
  const worlds = new Map<string, World>();
  for (const account of [accounts.own, accounts.member, accounts.second]) {
    for (const region of regions) worlds.set(ecrHost(account, region), makeWorld(`${account.slice(0, 3)}/${region}/`));
  }
  const state = { roles: 1, isSkewed: false };
  const secretOf = (account: string) =>
    account === accounts.own ? organisationKeys.secretAccessKey : `role-of-${account}-${state.roles}`;
  /** Whose keys signed a request; undefined where nobody's did. */
  const signer = (request: Parameters<Site>[0], body: string) =>
    Object.values(accounts).find((account) => isSigned(request, body, secretOf(account)));
  const signed =
    (
      answer: (
        call: { account: string; action: string; input: Record<string, unknown> },
        ...site: Parameters<Site>
      ) => void,
    ): Site =>
    async (request, response) => {
      const body = await bodyOf(request);
      if (state.isSkewed)
        return refuse(response, 400, {
          __type: 'InvalidSignatureException',
          message: 'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z',
        });
      const account = signer(request, body);
      if (account === undefined) return refuse(response, 400, { __type: 'ExpiredTokenException', message: 'expired' });
      const action =
        String(request.headers['x-amz-target'] ?? request.url)
          .split(/[./]/)
          .at(-1) ?? '';
      answer({ account, action, input: JSON.parse(body) as Record<string, unknown> }, request, response);
    };
  const ecr = (region: string) =>
    signed(({ account, action, input }, _request, response) => {
      const world = worlds.get(ecrHost(account, region));
      const isOwn = action === 'GetAuthorizationToken' || input.registryId === account;
      if (world === undefined || !isOwn)
        return refuse(response, 400, { __type: 'AccessDeniedException', message: 'not authorized' });
      sendJson(response, ecrAnswer(world, action, input, `pw-${account}-${region}`));
    });
  const sites: Record<string, Site> = {
    'sts.eu-central-1.amazonaws.com': securityTokens(() => state.roles),
    'organizations.us-east-1.amazonaws.com': signed(({ account, action, input }, _request, response) => {
      if (account !== accounts.own || action !== 'ListAccounts')
        return refuse(response, 400, { __type: 'AccessDeniedException', Message: 'You do not have permissions' });
      sendJson(response, accountsPage(Number(input.NextToken ?? 0)));
    }),
    'account.us-east-1.amazonaws.com': signed(({ action }, _request, response) =>
      action === 'listRegions'
        ? sendJson(response, { Regions: regions.map((RegionName) => ({ RegionName, RegionOptStatus: 'ENABLED' })) })
        : refuse(response, 404),
    ),
  };
  for (const region of regions) sites[`api.ecr.${region}.amazonaws.com`] = ecr(region);
  for (const [host, world] of worlds) {
    const [account, , , region] = host.split('.');
    sites[host] = ecrRegistry(world, host, `pw-${account}-${region}`);
  }
  return {
    worlds,
    sites,
    endRoles: () => {
      state.roles += 1;
    },
    shiftClock: () => {
      state.isSkewed = true;
    },
  };
}

/** Pages of one account, of which one is empty although more follow, as AWS says that they may be. */
function accountsPage(page: number): unknown {
  const all = Object.values(accounts);
  const at = page > 1 ? page - 1 : page;
  const Accounts =
    page === 1
      ? []
      : all.slice(at, at + 1).map((Id) => ({
          Id,
          State: Id === accounts.closed ? 'SUSPENDED' : 'ACTIVE',
        }));
  return { Accounts, NextToken: page < all.length ? String(page + 1) : null };
}

function securityTokens(generation: () => number): Site {
  return async (request, response) => {
    const body = await bodyOf(request);
    if (!isSigned(request, body, organisationKeys.secretAccessKey))
      return refuse(response, 403, { Error: { Code: 'SignatureDoesNotMatch', Message: 'no' } });
    const arn = new URLSearchParams(body).get('RoleArn') ?? '';
    const account = /^arn:aws:iam::(\d{12}):role\/path\/reader$/.exec(arn)?.[1];
    if (account === undefined || account === accounts.refuses || account === accounts.own)
      return refuse(response, 403, {
        Error: { Code: 'AccessDenied', Message: `not authorized to perform: sts:AssumeRole on ${arn}` },
      });
    const Credentials = {
      AccessKeyId: `ASIA${account}`,
      SecretAccessKey: `role-of-${account}-${generation()}`,
      SessionToken: 'session',
      Expiration: 4_000_000_000,
    };
    sendJson(response, { AssumeRoleResponse: { AssumeRoleResult: { Credentials } } });
  };
}
