import { asRecords, asStrings } from '#core/json.ts';
import { readAuthorization } from '../../aws/authorization-data.ts';
import { awsFields, checkAwsKeys } from '../../aws/aws-keys.ts';
import { callAws, listAws } from '../../aws/call-aws.ts';
import { listIn } from '../../list-in.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';
import { placeIn, placeOf } from './ecr-place.ts';
import { callerFor, coversEcr, isOrganisationHost, listOrganisation } from './organisation.ts';
import { checkOrganisation, organisationFields } from './organisation-fields.ts';

/** Amazon ECR (docs.aws.amazon.com/AmazonECR/latest/APIReference): passwords live twelve hours, and are made anew before. */
export const ecr = {
  name: 'ecr',
  displayName: 'Amazon ECR',
  credentials: [...awsFields, ...organisationFields],
  checkCredential: (values) => checkAwsKeys(values) ?? checkOrganisation(values),
  recognises: (host) => placeOf(host) !== undefined,
  isApiHost: (host, registry) => {
    const service = placeOf(registry.host)?.service;
    if (service === undefined) return false;
    return (
      host === service.host || host === `sts.${service.region}.${service.domain}` || isOrganisationHost(host, registry)
    );
  },
  covers: coversEcr,
  signIn: async (values, context) => {
    const { account, service } = placeIn(context.host);
    const caller = callerFor({ ...context, values });
    const answer = await callAws(service, 'GetAuthorizationToken', { registryIds: [account] }, caller);
    return readAuthorization(asRecords(answer.authorizationData)[0], context.now());
  },
  listRepositories: (listing) =>
    listing.values.organisation === undefined ? listOne(listing) : listOrganisation(listing, listOne),
  listTags,
} as const satisfies RegistryVendor;

function listOne(listing: VendorListing): AsyncIterable<ListedRepository> {
  const { account, service } = placeIn(listing.host);
  return listAws(service, 'DescribeRepositories', { registryId: account }, callerFor(listing), repositoriesIn);
}

function listTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  const { account, service } = placeIn(listing.host);
  const input = { registryId: account, repositoryName: repository, filter: { tagStatus: 'TAGGED' } };
  return listAws(service, 'DescribeImages', input, callerFor(listing), (answer) =>
    asRecords(listIn(answer, 'DescribeImages', 'imageDetails')).flatMap(tagsOf),
  );
}

function repositoriesIn(answer: Readonly<Record<string, unknown>>): readonly ListedRepository[] {
  const repositories = asRecords(listIn(answer, 'DescribeRepositories', 'repositories'));
  return present(repositories.map(({ repositoryName }) => listedRepository(repositoryName)));
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
