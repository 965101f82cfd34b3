import { asRecords, asString, isRecord } from '#core/json.ts';
import { apiUrl, apiUrlField, checkApiUrl, isGivenApiHost } from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { type ListedRepository, type ListedTag, listedTag, present } from '../../listing-facts.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

/** OpenShift's own registry (docs.redhat.com, image.openshift.io/v1): a repository is an image stream of the cluster. */
export const openshift = {
  name: 'openshift',
  displayName: 'OpenShift registry',
  credentials: [
    {
      name: 'token',
      label: 'Service account token',
      secret: true,
      help: 'Of a service account with the cluster role registry-viewer; to list, also view on image streams.',
    },
    apiUrlField(
      'Address of the cluster’s API, such as https://api.cluster.example:6443. Empty: repositories must be named.',
    ),
  ],
  checkCredential: checkApiUrl,
  recognises: (host) => host.startsWith('default-route-openshift-image-registry.'),
  isApiHost: isGivenApiHost,
  // The registry looks at the token only; the user name may be any.
  signIn: async ({ token }) => (token === undefined ? undefined : { username: 'serviceaccount', password: token }),
  listRepositories,
  listTags: (repository, listing) =>
    listing.values.apiUrl === undefined ? listing.standardTags(repository) : tagsOf(repository, listing),
} as const satisfies RegistryVendor;

function listRepositories(listing: VendorListing): AsyncIterable<ListedRepository> {
  if (listing.values.apiUrl === undefined) {
    const message = `${listing.host} does not list its repositories: give the API URL of the cluster, or name the repositories to watch`;
    throw new RegistryError('registry/catalog-unsupported', message);
  }
  return listing.http.paged(`list of image streams of ${listing.host}`, async (position) => {
    const query = new URLSearchParams({ limit: '500', ...(position !== '' && { continue: position }) });
    const body = await get(`imagestreams?${query.toString()}`, 'list of image streams', listing);
    const items = asRecords(listIn(body, 'list of image streams', 'items')).flatMap(({ metadata }) => {
      const { namespace, name } = isRecord(metadata) ? metadata : {};
      return typeof namespace === 'string' && typeof name === 'string' ? [{ name: `${namespace}/${name}` }] : [];
    });
    const next = isRecord(body.metadata) ? asString(body.metadata.continue) : undefined;
    return { items, next: next === '' ? undefined : next };
  });
}

async function* tagsOf(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const [namespace, name] = repository.split('/');
  const path = `namespaces/${namespace}/imagestreams/${name}`;
  const what = `image stream ${repository}`;
  const { kind, status } = await get(path, what, listing);
  if (kind !== 'ImageStream') throw new RegistryError('registry/protocol', `${what}: the answer is none`);
  for (const { tag, items } of isRecord(status) ? asRecords(status.tags) : []) {
    // The first is the newest; the others are what the tag named before.
    const [latest] = asRecords(items);
    if (latest !== undefined) yield* present([listedTag(tag, { digest: latest.image, pushedAt: latest.created })]);
  }
}

async function get(
  path: string,
  what: string,
  { http, host, values, signal }: VendorListing,
): Promise<Readonly<Record<string, unknown>>> {
  const url = apiUrl(values, `apis/image.openshift.io/v1/${path}`, http.origin(host));
  const secrets = { authorization: `Bearer ${values.token?.reveal()}` };
  const { body } = await http.json({ url, secrets, what: `${what} on ${url.host}`, signal });
  return isRecord(body) ? body : {};
}
