import type { Workload } from '#engine/registry/index.ts';
import { bodyOf, type FakeVendor, refuse, sendJson, type World } from './fake-vendor.ts';
import {
  acrRegistry,
  azureHost,
  fakeAcr,
  fakeEcr,
  fakeGar,
  fakeGcr,
  googleFacts,
  googleRegistry,
} from './fakes-cloud.ts';
import type { Site } from './internet.ts';

const asMachine = { values: { machineRole: 'yes' }, wrong: {}, secrets: [] };

/** A machine with these variables and files; its metadata service is `ask`, and is not there where left out. */
export function fakeWorkload({
  variables = {},
  files = {},
  ask = () => Promise.reject(new Error('connect ECONNREFUSED')),
}: {
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly ask?: Workload['ask'];
}): Workload {
  return {
    variable: (name) => variables[name],
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new Error(`ENOENT: ${path}`)) : Promise.resolve(text);
    },
    ask,
  };
}

/** The token is the password of the registry as well as what its API takes. */
function byAccessToken(world: World, host: string): Site {
  const users = {
    get oauth2accesstoken() {
      return `google-${world.generation()}`;
    },
  };
  return googleRegistry(world, host, users);
}

/** The service account of an instance of Compute Engine, or of a pod of GKE. */
const garByMetadata: FakeVendor = {
  ...fakeGar,
  ...asMachine,
  signIn: 'metadata',
  apiHosts: ['artifactregistry.googleapis.com'],
  facts: googleFacts,
  sites: (world) => ({ ...fakeGar.sites(world), [fakeGar.host]: byAccessToken(world, fakeGar.host) }),
  workload: (world, isWrong) =>
    fakeWorkload({
      ask: async ({ href }, { method, headers }) => {
        const base = 'http://metadata.google.internal/computeMetadata/v1/';
        if (method !== 'GET' || headers['metadata-flavor'] !== 'Google' || isWrong) throw new Error('answered 403');
        if (href === `${base}project/project-id`) return 'acme';
        if (href !== `${base}instance/service-accounts/default/token`) throw new Error('answered 404');
        return JSON.stringify({ access_token: `google-${world.generation()}`, expires_in: 3599, token_type: 'Bearer' });
      },
    }),
};

const account = 'scanner@acme.example';
const audience = '//iam.googleapis.com/projects/7/locations/global/workloadIdentityPools/p/providers/cluster';
/** As `gcloud iam workload-identity-pools create-cred-config` writes it. */
export const externalAccount = {
  universe_domain: 'googleapis.com',
  type: 'external_account',
  audience,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: '/var/run/token', format: { type: 'json', subject_token_field_name: 'id_token' } },
  service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
};

/** The token of a cluster, exchanged for one of a pool, and that for one of a service account. */
const gcrByFederation: FakeVendor = {
  ...fakeGcr,
  ...asMachine,
  signIn: 'workload identity federation',
  secrets: ['cluster-s3cret'],
  apiHosts: ['sts.googleapis.com', 'iamcredentials.googleapis.com'],
  sites: (world) => ({
    [fakeGcr.host]: byAccessToken(world, fakeGcr.host),
    'sts.googleapis.com': async (request, response) => {
      const form = new URLSearchParams(await bodyOf(request));
      const isIn = form.get('subject_token') === 'cluster-s3cret' && form.get('audience') === audience;
      if (!isIn || form.get('subject_token_type') !== externalAccount.subject_token_type)
        return refuse(response, 400, { error: 'invalid_grant', error_description: 'The token is not of this pool.' });
      sendJson(response, { access_token: 'federated', expires_in: 3599, token_type: 'Bearer' });
    },
    'iamcredentials.googleapis.com': async (request, response) => {
      const isIn =
        request.headers.authorization === 'Bearer federated' && request.url?.includes(encodeURIComponent(account));
      if (isIn !== true)
        return refuse(response, 403, { error: { code: 403, status: 'PERMISSION_DENIED', message: 'no' } });
      const { lifetime } = JSON.parse(await bodyOf(request)) as { lifetime: string };
      if (lifetime !== '3600s') return refuse(response, 400);
      sendJson(response, { accessToken: `google-${world.generation()}`, expireTime: '2090-01-01T00:00:00Z' });
    },
  }),
  workload: (_world, isWrong) =>
    fakeWorkload({
      variables: { GOOGLE_APPLICATION_CREDENTIALS: '/etc/account.json' },
      files: {
        '/etc/account.json': JSON.stringify(externalAccount),
        '/var/run/token': JSON.stringify({ id_token: isWrong ? 'wrong-secret' : 'cluster-s3cret' }),
      },
    }),
};

/** The managed identity of a machine of Azure. */
const acrByMetadata: FakeVendor = {
  ...fakeAcr,
  ...asMachine,
  signIn: 'managed identity',
  values: { machineRole: 'yes', username: 'client-7' },
  apiHosts: [],
  sites: (world) => ({ [azureHost]: acrRegistry(world) }),
  workload: (_world, isWrong) =>
    fakeWorkload({
      ask: async (url, { method, headers }) => {
        const { searchParams: query } = url;
        const isAsked =
          `${url.origin}${url.pathname}` === 'http://169.254.169.254/metadata/identity/oauth2/token' &&
          query.get('resource') === 'https://containerregistry.azure.net' &&
          query.get('client_id') === 'client-7';
        if (method !== 'GET' || headers.metadata !== 'true' || !isAsked || isWrong)
          throw new Error('169.254.169.254 answered 400: Identity not found');
        return JSON.stringify({ access_token: 'aad-token', expires_in: '3599', token_type: 'Bearer' });
      },
    }),
};

/** The workload identity of a pod of AKS. */
const acrByFederation: FakeVendor = {
  ...fakeAcr,
  ...asMachine,
  signIn: 'workload identity',
  secrets: ['pod-s3cret'],
  sites: (world) => ({
    [azureHost]: acrRegistry(world),
    'login.microsoftonline.com': async (request, response) => {
      const form = new URLSearchParams(await bodyOf(request));
      const isIn =
        request.url === '/tenant-1/oauth2/v2.0/token' &&
        form.get('client_id') === 'client-9' &&
        form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' &&
        form.get('client_assertion') === 'pod-s3cret';
      if (!isIn) return refuse(response, 401, { error: 'invalid_client', error_description: 'AADSTS700024: no' });
      sendJson(response, { access_token: 'aad-token', expires_in: 3599 });
    },
  }),
  workload: (_world, isWrong) =>
    fakeWorkload({
      variables: {
        AZURE_FEDERATED_TOKEN_FILE: '/var/run/azure/token',
        AZURE_CLIENT_ID: 'client-9',
        AZURE_TENANT_ID: 'tenant-1',
      },
      files: { '/var/run/azure/token': isWrong ? 'wrong-secret' : 'pod-s3cret\n' },
    }),
};

/** The role of a service account of EKS (IRSA). */
const ecrByWebIdentity: FakeVendor = {
  ...fakeEcr,
  ...asMachine,
  signIn: 'web identity',
  secrets: ['eks-s3cret'],
  sites: (world) => ({
    ...fakeEcr.sites(world),
    'sts.eu-central-1.amazonaws.com': async (request, response) => {
      const form = new URLSearchParams(await bodyOf(request));
      if (form.get('Action') !== 'AssumeRoleWithWebIdentity' || form.get('WebIdentityToken') !== 'eks-s3cret')
        return refuse(response, 400, { Error: { Code: 'InvalidIdentityToken', Message: 'no' } });
      const Credentials = {
        AccessKeyId: 'ASIAROLE',
        SecretAccessKey: 'role-s3cret',
        SessionToken: 'role-session',
        Expiration: 4_000_000_000,
      };
      sendJson(response, { AssumeRoleWithWebIdentityResponse: { AssumeRoleWithWebIdentityResult: { Credentials } } });
    },
  }),
  workload: (_world, isWrong) =>
    fakeWorkload({
      variables: { AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/eks', AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/reader' },
      files: { '/var/run/eks': isWrong ? 'wrong-secret' : 'eks-s3cret' },
    }),
};

/** Types that are signed in to by what a cloud gave to the machine. */
export const machineVendors: readonly FakeVendor[] = [
  ecrByWebIdentity,
  acrByMetadata,
  acrByFederation,
  garByMetadata,
  gcrByFederation,
];
