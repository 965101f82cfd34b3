import { asRecords, asString } from '#core/json.ts';
import { readAuthorization } from '../../aws/authorization-data.ts';
import { awsFields, checkAwsKeys } from '../../aws/aws-keys.ts';
import { type AwsService, callAws, listAws } from '../../aws/call-aws.ts';
import { listIn } from '../../list-in.ts';
import type { ListedRepository } from '../../listing-facts.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

/** The public registry has one region for all the world. */
const service: AwsService = {
  host: 'api.ecr-public.us-east-1.amazonaws.com',
  service: 'ecr-public',
  region: 'us-east-1',
  domain: 'amazonaws.com',
  target: 'SpencerFrontendService',
};

/** Amazon ECR Public: read by anybody; lists the account's own repositories (docs.aws.amazon.com/AmazonECRPublic/latest/APIReference). */
export const ecrPublic = {
  name: 'ecr-public',
  displayName: 'Amazon ECR Public',
  credentials: awsFields,
  checkCredential: (values) => (Object.keys(values).length === 0 ? undefined : checkAwsKeys(values)),
  recognises: (host) => host === 'public.ecr.aws',
  isApiHost: (host) => host === service.host || host === 'sts.us-east-1.amazonaws.com',
  signIn: async (values, context) => {
    const { authorizationData } = await callAws(service, 'GetAuthorizationToken', {}, { ...context, values });
    return readAuthorization(authorizationData, context.now());
  },
  listRepositories,
} as const satisfies RegistryVendor;

function listRepositories(listing: VendorListing): AsyncIterable<ListedRepository> {
  if (listing.values.accessKeyId === undefined && listing.values.machineRole === undefined) {
    const message =
      'public.ecr.aws lists only the repositories of an account: give its keys, or name the repositories to watch';
    throw new RegistryError('registry/catalog-unsupported', message);
  }
  return listAws(service, 'DescribeRepositories', {}, listing, (answer) =>
    asRecords(listIn(answer, 'DescribeRepositories', 'repositories')).flatMap(({ repositoryUri }) => {
      const [, ...name] = (asString(repositoryUri) ?? '').split('/');
      return name.length === 0 ? [] : [{ name: name.join('/') }];
    }),
  );
}
