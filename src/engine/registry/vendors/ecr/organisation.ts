import { asRecords, asString } from '#core/json.ts';
import { type AwsCaller, type AwsService, awsCallerKeys, callAws } from '../../aws/call-aws.ts';
import { listIn } from '../../list-in.ts';
import { concernsOne, listSubjects } from '../../list-subjects.ts';
import type { ListedRepository } from '../../listing-facts.ts';
import type { RegistryError } from '../../registry-error.ts';
import type { CredentialValues, SignInContext, VendorListing } from '../../registry-vendor.ts';
import { type EcrPlace, placeIn, placeOf } from './ecr-place.ts';
import { readOrganisation } from './organisation-fields.ts';

type Registry = Pick<SignInContext, 'host'> & { readonly values: CredentialValues };

/** Tells whether a form that stands for an organisation stands for that host: its accounts and regions, as far as they are named. */
export function coversEcr(host: string, registry: Registry): boolean {
  const organisation = readOrganisation(registry.values);
  const home = placeOf(registry.host);
  const place = placeOf(host);
  if (organisation === undefined || home === undefined || place === undefined) return false;
  const { account, service } = place;
  return (
    service.domain === home.service.domain &&
    isRegionOf(service.region, registry) &&
    (organisation.accounts?.includes(account) ?? true)
  );
}

/** Tells whether a host is that of a service of AWS that such a form needs. */
export function isOrganisationHost(host: string, registry: Registry): boolean {
  const home = placeOf(registry.host);
  if (readOrganisation(registry.values) === undefined || home === undefined) return false;
  if (host === organizations(home.service).host || host === accountService(home.service).host) return true;
  const { domain } = home.service;
  const region = /^api\.ecr\.([a-z0-9-]{1,40})\./.exec(host)?.[1];
  return region !== undefined && host === `api.ecr.${region}.${domain}` && isRegionOf(region, registry);
}

/** Calls AWS for the registry at `host`: with a role of its account, where that is not the one that is signed in to. */
export function callerFor<Context extends SignInContext & { readonly values: CredentialValues }>(
  context: Context,
): Context & AwsCaller {
  const organisation = readOrganisation(context.values);
  if (organisation === undefined) return context;
  const { service } = placeIn(context.home);
  const { account } = placeIn(context.host);
  const signInAt = { region: service.region, domain: service.domain };
  const own = /^arn:[a-z-]+:iam::(\d{12}):/.exec(context.values.roleArn?.reveal() ?? '')?.[1];
  if (account === (own ?? placeIn(context.home).account)) return { ...context, signInAt };
  const memberRole = `arn:${partitionOf(service)}:iam::${account}:role/${organisation.role}`;
  return { ...context, signInAt, memberRole };
}

/**
 * The repositories of all accounts in all regions. An account that does not give its role, and a region that does not
 * answer, are told to `listing.problem`, and the others go on.
 */
export async function* listOrganisation(
  listing: VendorListing,
  listOne: (listing: VendorListing) => AsyncIterable<ListedRepository>,
): AsyncGenerator<ListedRepository> {
  const asHost = { ...listing, problem: toHost(listing) };
  const refused: RegistryError[] = [];
  let hasHosts = false;
  const hosts = async function* () {
    for await (const account of accountsOf(listing)) {
      const found = await hostsOf(account, listing).catch((error: unknown) => {
        if (!concernsOne(error)) throw error;
        refused.push(error);
        listing.problem({ code: error.code, host: hostIn(account, listing), message: error.message });
        return [];
      });
      for (const host of found) {
        hasHosts = true;
        yield host;
      }
    }
  };
  const list = async function* (host: string) {
    const isHome = host === listing.home;
    for await (const repository of listOne({ ...listing, host })) yield isHome ? repository : { ...repository, host };
  };
  yield* listSubjects(hosts(), list, asHost);
  if (!hasHosts && refused[0] !== undefined) throw refused[0];
}

function toHost(listing: VendorListing): VendorListing['problem'] {
  return ({ subject, ...problem }) => listing.problem({ ...problem, ...(subject !== undefined && { host: subject }) });
}

async function* accountsOf(listing: VendorListing): AsyncGenerator<string> {
  const named = readOrganisation(listing.values)?.accounts;
  if (named !== undefined) return yield* named;
  const home = placeIn(listing.home);
  const service = organizations(home.service);
  const caller = callerFor({ ...listing, host: listing.home });
  yield* listing.http.paged(`accounts of the organisation of ${home.account}`, async (position) => {
    const input = { MaxResults: 20, ...(position !== '' && { NextToken: position }) };
    const answer = await callAws(service, 'ListAccounts', input, caller);
    return {
      items: asRecords(listIn(answer, 'ListAccounts', 'Accounts')).flatMap(activeAccount),
      next: asString(answer.NextToken),
    };
  });
}

/** `Status` is what `State` was called before (docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html). */
function activeAccount({ Id, State, Status }: Readonly<Record<string, unknown>>): readonly string[] {
  const isActive = (asString(State) ?? asString(Status)) === 'ACTIVE';
  return isActive && typeof Id === 'string' && /^\d{12}$/.test(Id) ? [Id] : [];
}

/** The registries of an account, once its role has been taken on. */
async function hostsOf(account: string, listing: VendorListing): Promise<readonly string[]> {
  const home = placeIn(listing.home);
  const caller = callerFor({ ...listing, host: hostIn(account, listing) });
  await awsCallerKeys(home.service, caller);
  const regions = readOrganisation(listing.values)?.regions ?? [];
  const found =
    regions === 'all' ? await enabledRegions(home, caller) : regions.length === 0 ? [home.service.region] : regions;
  return found.map((region) => hostIn(account, listing, region));
}

/** Regions that an account has enabled (docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html). */
async function enabledRegions({ service }: EcrPlace, caller: AwsCaller): Promise<readonly string[]> {
  const regions: string[] = [];
  const listed = caller.http.paged('enabled regions', async (position) => {
    const input = {
      MaxResults: 50,
      RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
      ...(position !== '' && { NextToken: position }),
    };
    const answer = await callAws(accountService(service), 'ListRegions', input, caller);
    const items = asRecords(listIn(answer, 'ListRegions', 'Regions')).flatMap(
      ({ RegionName }) => asString(RegionName) ?? [],
    );
    return { items, next: asString(answer.NextToken) };
  });
  for await (const region of listed) regions.push(region);
  return regions;
}

function hostIn(account: string, { home }: Pick<SignInContext, 'home'>, region?: string): string {
  const { service } = placeIn(home);
  return `${account}.dkr.ecr.${region ?? service.region}.${service.domain}`;
}

function isRegionOf(region: string, { host, values }: Registry): boolean {
  const regions = readOrganisation(values)?.regions ?? [];
  if (regions === 'all') return true;
  return regions.length === 0 ? region === placeOf(host)?.service.region : regions.includes(region);
}

function partitionOf({ region, domain }: Pick<AwsService, 'region' | 'domain'>): string {
  if (domain === 'amazonaws.com.cn') return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Services that a partition has in one region alone (docs.aws.amazon.com/general/latest/gr/ao.html). */
function globalRegion(place: Pick<AwsService, 'region' | 'domain'>): string {
  return { aws: 'us-east-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' }[partitionOf(place)] ?? '';
}

function organizations(place: AwsService): AwsService {
  const { domain } = place;
  const region = globalRegion(place);
  const target = 'AWSOrganizationsV20161128';
  return { host: `organizations.${region}.${domain}`, service: 'organizations', region, domain, target };
}

function accountService(place: AwsService): AwsService {
  const { domain } = place;
  const region = globalRegion(place);
  return { host: `account.${region}.${domain}`, service: 'account', region, domain };
}
