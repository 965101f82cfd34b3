import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { RegistryCredential } from '../../auth/registry-credential.ts';
import { accountFields, signInByAccount } from '../../form-values.ts';
import { type ListedTag, listedTag, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import { RegistryError } from '../../registry-error.ts';
import type { CredentialValues, RegistryVendor, SignInContext, VendorListing } from '../../registry-vendor.ts';

/** Azure's clouds: the global one, China, and the US government's. */
const suffixes: Readonly<Record<string, string>> = {
  '.azurecr.io': 'login.microsoftonline.com',
  '.azurecr.cn': 'login.partner.microsoftonline.cn',
  '.azurecr.us': 'login.microsoftonline.us',
};
/** A refresh token of the registry lives three hours; it is renewed after two. */
const refreshTokenLifetimeMs = 2 * 3_600_000;

/** Azure Container Registry (learn.microsoft.com/azure/container-registry; github.com/Azure/acr, AAD-OAuth). */
export const acr = {
  name: 'acr',
  displayName: 'Azure Container Registry',
  credentials: [
    ...accountFields(
      'Name of a token, or application (client) ID of a service principal with AcrPull.',
      'Password of the token, or secret of the service principal.',
    ),
    {
      name: 'tenantId',
      label: 'Directory (tenant) ID',
      optional: true,
      help: 'Sign in to Entra ID first: needed where the registry takes no service principals directly.',
    },
  ],
  checkCredential: (values) =>
    values.tenantId !== undefined && values.username === undefined
      ? 'a tenant goes with a client ID and its secret'
      : checkPassword(values),
  recognises: (host) => loginHost(host) !== undefined,
  isApiHost: (host, registry) => host === loginHost(registry.host),
  signIn: (values, context) => (values.tenantId === undefined ? signInByAccount(values) : exchange(values, context)),
  listTags,
} as const satisfies RegistryVendor;

function loginHost(host: string): string | undefined {
  const found = Object.entries(suffixes).find(([suffix]) => host.toLowerCase().endsWith(suffix));
  return found?.[1];
}

/** Changes the client's secret for a token of Entra ID, and that for a refresh token of the registry. */
async function exchange(values: CredentialValues, context: SignInContext): Promise<RegistryCredential> {
  const { host, http, now } = context;
  const tenant = values.tenantId?.reveal() ?? '';
  const login = loginHost(host);
  if (login === undefined) {
    throw new RegistryError('registry/invalid-settings', `${host} is not in Azure: leave the tenant empty`);
  }
  const accessToken = await postForm(
    new URL(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, http.origin(login)),
    context,
    {
      grant_type: 'client_credentials',
      client_id: values.username?.reveal() ?? '',
      client_secret: values.password?.reveal() ?? '',
      scope: 'https://containerregistry.azure.net/.default',
    },
  );
  const identityToken = await postForm(new URL('/oauth2/exchange', http.origin(host)), context, {
    grant_type: 'access_token',
    service: host,
    tenant,
    access_token: accessToken,
  });
  return { identityToken: new Secret(identityToken), expiresAt: now() + refreshTokenLifetimeMs };
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

/** By manifests, which carry their tags; tokens without the right to read metadata see the plain list of tags. */
async function* listTags(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const request = {
    scope: `repository:${repository}:metadata_read`,
    what: `list of manifests of ${listing.host}/${repository}`,
  };
  let hasItems = false;
  try {
    for await (const tag of listing.fromRegistry(`/acr/v1/${repository}/_manifests?n=1000`, request, tagsIn)) {
      hasItems = true;
      yield tag;
    }
  } catch (error) {
    const isRefused = error instanceof RegistryError && (error.status === 401 || error.status === 403) && !hasItems;
    if (!isRefused) throw error;
    yield* listing.standardTags(repository);
  }
}

function tagsIn(body: unknown): readonly ListedTag[] {
  const manifests = isRecord(body) ? asRecords(body.manifests) : [];
  return manifests.flatMap(({ digest, imageSize, mediaType, createdTime, lastUpdateTime, tags }) =>
    present(
      asStrings(tags).map((tag) =>
        listedTag(tag, { digest, size: imageSize, mediaType, pushedAt: lastUpdateTime ?? createdTime }),
      ),
    ),
  );
}
