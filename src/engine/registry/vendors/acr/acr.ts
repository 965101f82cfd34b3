import { asRecords, asStrings } from '#core/json.ts';
import { accountFields, signInByAccount } from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { type ListedTag, listedTag, present } from '../../listing-facts.ts';
import { checkMachine, machineField } from '../../machine-field.ts';
import { checkPassword } from '../../password-sign-in.ts';
import { RegistryError } from '../../registry-error.ts';
import type { CredentialValues, RegistryVendor, VendorListing } from '../../registry-vendor.ts';
import { loginHost, signInByEntra } from './entra-sign-in.ts';

/** Azure Container Registry (learn.microsoft.com/azure/container-registry; github.com/Azure/acr, AAD-OAuth). */
export const acr = {
  name: 'acr',
  displayName: 'Azure Container Registry',
  credentials: [
    ...accountFields(
      'Name of a token, or application (client) ID of a service principal or managed identity with AcrPull.',
      'Password of the token, or secret of the service principal.',
    ),
    {
      name: 'tenantId',
      label: 'Directory (tenant) ID',
      optional: true,
      help: 'Sign in to Entra ID first: needed where the registry takes no service principals directly.',
    },
    machineField(
      'Uses the managed identity of this machine, or the workload identity of this pod (AKS), instead of a password. The user name tells which, where there are several.',
    ),
  ],
  checkCredential,
  recognises: (host) => loginHost(host) !== undefined,
  isApiHost: (host, registry) => host === loginHost(registry.host),
  signIn: (values, context) =>
    values.tenantId === undefined && values.machineRole === undefined
      ? signInByAccount(values)
      : signInByEntra(values, context),
  listTags,
} as const satisfies RegistryVendor;

function checkCredential(values: CredentialValues): string | undefined {
  if (values.machineRole !== undefined && values.password !== undefined)
    return 'give either a password or sign in as this machine';
  if (values.machineRole !== undefined) return checkMachine(values);
  return values.tenantId !== undefined && values.username === undefined
    ? 'a tenant goes with a client ID and its secret'
    : checkPassword(values);
}

/** By manifests, which carry their tags; tokens without the right to read metadata see the plain list of tags. */
async function* listTags(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const request = {
    scope: `repository:${repository}:metadata_read`,
    what: `list of manifests of ${listing.host}/${repository}`,
  };
  let hasItems = false;
  try {
    for await (const tag of listing.fromRegistry(`/acr/v1/${repository}/_manifests?n=1000`, request, (body) =>
      tagsIn(body, request.what),
    )) {
      hasItems = true;
      yield tag;
    }
  } catch (error) {
    const isRefused = error instanceof RegistryError && (error.status === 401 || error.status === 403) && !hasItems;
    if (!isRefused) throw error;
    yield* listing.standardTags(repository);
  }
}

function tagsIn(body: unknown, what: string): readonly ListedTag[] {
  const manifests = asRecords(listIn(body, what, 'manifests'));
  return manifests.flatMap(({ digest, imageSize, mediaType, createdTime, lastUpdateTime, tags }) =>
    present(
      asStrings(tags).map((tag) =>
        listedTag(tag, { digest, size: imageSize, mediaType, pushedAt: lastUpdateTime ?? createdTime }),
      ),
    ),
  );
}
