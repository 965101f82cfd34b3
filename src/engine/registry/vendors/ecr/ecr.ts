import { asRecords, asStrings } from '#core/json.ts';
import { readAuthorization } from '../../aws/authorization-data.ts';
import { awsFields, checkAwsKeys } from '../../aws/aws-keys.ts';
import { type AwsService, callAws, listAws } from '../../aws/call-aws.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const hostPattern = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]{1,40})\.(amazonaws\.com(?:\.cn)?)$/;

/** Amazon ECR (docs.aws.amazon.com/AmazonECR/latest/APIReference): passwords live twelve hours, and are made anew before. */
export const ecr = {
  name: 'ecr',
  displayName: 'Amazon ECR',
  credentials: awsFields,
  checkCredential: checkAwsKeys,
  recognises: (host) => hostPattern.test(host),
  isApiHost: (host, registry) => {
    const place = placeOf(registry.host);
    return (
      place !== undefined &&
      (host === place.service.host || host === `sts.${place.service.region}.${place.service.domain}`)
    );
  },
  signIn: async (values, context) => {
    const { account, service } = placeIn(context.host);
    const answer = await callAws(service, 'GetAuthorizationToken', { registryIds: [account] }, { ...context, values });
    return readAuthorization(asRecords(answer.authorizationData)[0], context.now());
  },
  listRepositories: (listing) => {
    const { account, service } = placeIn(listing.host);
    return listAws(service, 'DescribeRepositories', { registryId: account }, listing, repositoriesIn);
  },
  listTags,
} as const satisfies RegistryVendor;

function listTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  const { account, service } = placeIn(listing.host);
  const input = { registryId: account, repositoryName: repository, filter: { tagStatus: 'TAGGED' } };
  return listAws(service, 'DescribeImages', input, listing, ({ imageDetails }) =>
    asRecords(imageDetails).flatMap(tagsOf),
  );
}

function repositoriesIn({ repositories }: Readonly<Record<string, unknown>>): readonly ListedRepository[] {
  return present(asRecords(repositories).map(({ repositoryName }) => listedRepository(repositoryName)));
}

function tagsOf(image: Readonly<Record<string, unknown>>): readonly ListedTag[] {
  const facts = {
    digest: image.imageDigest,
    size: image.imageSizeInBytes,
    mediaType: image.imageManifestMediaType,
    pushedAt: milliseconds(image.imagePushedAt),
    lastPulledAt: milliseconds(image.lastRecordedPullTime),
  };
  return present(asStrings(image.imageTags).map((tag) => listedTag(tag, facts)));
}

/** AWS writes times as seconds since 1970, with a fraction. */
function milliseconds(seconds: unknown): unknown {
  return typeof seconds === 'number' ? seconds * 1000 : seconds;
}

function placeOf(host: string): { readonly account: string; readonly service: AwsService } | undefined {
  const [, account, region, domain] = hostPattern.exec(host.toLowerCase()) ?? [];
  if (account === undefined || region === undefined || domain === undefined) return undefined;
  const target = 'AmazonEC2ContainerRegistry_V20150921';
  return { account, service: { host: `api.ecr.${region}.${domain}`, service: 'ecr', region, domain, target } };
}

function placeIn(host: string) {
  const place = placeOf(host);
  if (place !== undefined) return place;
  const message = `${host} is no host of Amazon ECR: give <account>.dkr.ecr.<region>.amazonaws.com`;
  throw new RegistryError('registry/invalid-settings', message);
}
