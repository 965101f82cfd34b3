import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { RegistryCredential } from '../../auth/registry-credential.ts';
import { asMachine } from '../../machine-field.ts';
import { RegistryError } from '../../registry-error.ts';
import type { CredentialValues, SignInContext } from '../../registry-vendor.ts';
import type { Workload } from '../../workload.ts';

/** Azure's clouds: the global one, China, and the US government's. */
const suffixes: Readonly<Record<string, string>> = {
  '.azurecr.io': 'login.microsoftonline.com',
  '.azurecr.cn': 'login.partner.microsoftonline.cn',
  '.azurecr.us': 'login.microsoftonline.us',
};
/** What tokens for registries are for, in all of these clouds. */
const audience = 'https://containerregistry.azure.net';
/** A refresh token of the registry lives three hours; it is renewed after two. */
const refreshTokenLifetimeMs = 2 * 3_600_000;

/** Where one signs in to Entra ID for a registry; undefined where it is not in Azure. */
export function loginHost(host: string): string | undefined {
  const found = Object.entries(suffixes).find(([suffix]) => host.toLowerCase().endsWith(suffix));
  return found?.[1];
}

/**
 * Gets a token of Entra ID, for a client's secret or as this machine, and changes it for a refresh token of the registry
 * (github.com/Azure/acr/blob/main/docs/AAD-OAuth.md).
 */
export async function signInByEntra(values: CredentialValues, context: SignInContext): Promise<RegistryCredential> {
  const { host, http, now } = context;
  const login = loginHost(host);
  if (login === undefined) {
    const message = `${host} is not in Azure: leave the tenant empty, and enter user name and password`;
    throw new RegistryError('registry/invalid-settings', message);
  }
  const { tenant, accessToken } =
    values.machineRole === undefined
      ? await bySecret(values, login, context)
      : await asMachine(context, identity, (workload) => byMachine(values, login, { workload, context }));
  const refreshToken = await postForm(new URL('/oauth2/exchange', http.origin(host)), context, {
    grant_type: 'access_token',
    service: host,
    ...(tenant !== undefined && { tenant }),
    access_token: accessToken,
  });
  return { identityToken: new Secret(refreshToken), expiresAt: now() + refreshTokenLifetimeMs };
}

interface EntraToken {
  readonly tenant: string | undefined;
  readonly accessToken: string;
}

const identity = {
  cloud: 'managed identity of Azure',
  remedy: 'give it one that has AcrPull, or enter user name and password',
};

async function bySecret(values: CredentialValues, login: string, context: SignInContext): Promise<EntraToken> {
  const tenant = values.tenantId?.reveal() ?? '';
  const form = { client_id: values.username?.reveal() ?? '', client_secret: values.password?.reveal() ?? '' };
  return { tenant, accessToken: await entraToken(login, tenant, form, context) };
}

/** The workload identity of a pod, where AKS gave it one; else the managed identity of the machine. */
async function byMachine(
  values: CredentialValues,
  login: string,
  { workload, context }: { readonly workload: Workload; readonly context: SignInContext },
): Promise<EntraToken> {
  const file = workload.variable('AZURE_FEDERATED_TOKEN_FILE');
  if (file === undefined || file === '') return await byMetadata(values, workload, context);
  const client = values.username?.reveal() ?? workload.variable('AZURE_CLIENT_ID');
  const tenant = values.tenantId?.reveal() ?? workload.variable('AZURE_TENANT_ID');
  if (client === undefined || tenant === undefined)
    throw new Error('AZURE_CLIENT_ID and AZURE_TENANT_ID are not set beside AZURE_FEDERATED_TOKEN_FILE');
  const assertion = {
    client_id: client,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: (await workload.readFile(file)).trim(),
  };
  return { tenant, accessToken: await entraToken(login, tenant, assertion, context) };
}

/** The instance's metadata service (learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token). */
async function byMetadata(
  { username, tenantId }: CredentialValues,
  workload: Workload,
  { signal }: SignInContext,
): Promise<EntraToken> {
  const query = new URLSearchParams({
    'api-version': '2018-02-01',
    resource: audience,
    ...(username !== undefined && { client_id: username.reveal() }),
  });
  const base = workload.variable('AZURE_POD_IDENTITY_AUTHORITY_HOST') ?? 'http://169.254.169.254';
  const url = new URL(`/metadata/identity/oauth2/token?${query.toString()}`, base);
  const body: unknown = JSON.parse(await workload.ask(url, { method: 'GET', headers: { metadata: 'true' }, signal }));
  const accessToken = isRecord(body) ? asString(body.access_token) : undefined;
  if (accessToken === undefined) throw new Error('the metadata service gave no token');
  return { tenant: tenantId?.reveal(), accessToken };
}

/** By the flow of client credentials (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow). */
async function entraToken(
  login: string,
  tenant: string,
  client: Readonly<Record<string, string>>,
  context: SignInContext,
): Promise<string> {
  const url = new URL(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, context.http.origin(login));
  return await postForm(url, context, {
    grant_type: 'client_credentials',
    scope: `${audience}/.default`,
    ...client,
  });
}

async function postForm(
  url: URL,
  { http, signal }: SignInContext,
  form: Readonly<Record<string, string>>,
): Promise<string> {
  const what = `token from ${url.host}`;
  const answer = await http.json({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    what,
    signal,
  });
  const body = isRecord(answer.body) ? answer.body : {};
  const token = asString(body.refresh_token) ?? asString(body.access_token);
  if (token !== undefined) return token;
  throw new RegistryError('registry/protocol', `${what}: the answer holds none`);
}
