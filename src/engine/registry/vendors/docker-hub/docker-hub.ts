import { dockerHub as dockerHubHost } from '#core/image-reference.ts';
import { asRecords, asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import { listOf } from '../../form-values.ts';
import type { SecretHeaders } from '../../http/vendor-http.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import { checkPassword, passwordFields, signInByPassword } from '../../password-sign-in.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const hosts: ReadonlySet<string> = new Set([dockerHubHost, 'index.docker.io', 'registry-1.docker.io']);
const hub = 'hub.docker.com';
/** Hub gives no more at once. */
const itemsPerPage = 100;
const tokenLifetimeMs = 10 * 60_000;

/**
 * Docker Hub: references say `docker.io`, images come from elsewhere, and there is no catalogue; what there is, Hub's own
 * API tells (docs.docker.com/reference/api/hub/latest). Its requests do not count against the pull limit.
 */
export const dockerHub = {
  name: 'docker-hub',
  displayName: 'Docker Hub',
  credentials: [
    ...passwordFields,
    {
      name: 'namespaces',
      label: 'Namespaces',
      optional: true,
      help: 'Users and organisations whose repositories are listed, separated by commas. Default: the user name.',
    },
  ],
  checkCredential: checkPassword,
  recognises: (host) => hosts.has(host),
  apiHost: () => 'registry-1.docker.io',
  isApiHost: (host) => host === hub,
  signIn: (values) => signInByPassword(values),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

function listRepositories(listing: VendorListing): AsyncIterable<ListedRepository> {
  const { username, namespaces } = listing.values;
  return listSubjects(
    listOf(namespaces ?? username ?? noNamespace()),
    (namespace) => inNamespace(namespace, listing),
    listing,
  );
}

function noNamespace(): never {
  const message =
    'Docker Hub does not list its repositories: give namespaces to list, or name the repositories to watch, e.g. library/debian';
  throw new RegistryError('registry/catalog-unsupported', message);
}

function inNamespace(namespace: string, listing: VendorListing): AsyncIterable<ListedRepository> {
  const path = `/v2/namespaces/${encodeURIComponent(namespace)}/repositories`;
  return pages(path, `list of repositories of ${namespace} on Docker Hub`, listing, ({ name, last_updated }) =>
    listedRepository(name, { pushedAt: last_updated }, `${namespace}/`),
  );
}

function listTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  const [namespace = '', ...name] = repository.split('/');
  const path = `/v2/namespaces/${namespace}/repositories/${encodeURIComponent(name.join('/'))}/tags`;
  return pages(path, `list of tags of docker.io/${repository}`, listing, (tag) =>
    listedTag(tag.name, {
      digest: tag.digest,
      size: tag.full_size,
      mediaType: tag.media_type,
      pushedAt: tag.tag_last_pushed ?? tag.last_updated,
      lastPulledAt: tag.tag_last_pulled,
    }),
  );
}

/** Pages by number: the link to the next one is only looked at for whether there is one. */
function pages<Item>(
  path: string,
  what: string,
  { http, values, signal, now }: VendorListing,
  toItem: (result: Readonly<Record<string, unknown>>) => Item | undefined,
): AsyncIterable<Item> {
  const secrets: SecretHeaders = async (isRefused) => {
    const { username, password } = values;
    if (username === undefined || password === undefined) return {};
    const make = async () => ({ value: await fetchToken(), expiresAt: now() + tokenLifetimeMs });
    return { authorization: `Bearer ${(await http.token(make, isRefused)).reveal()}` };
  };
  const fetchToken = async () => {
    const answer = await http.json({
      url: new URL('/v2/auth/token', http.origin(hub)),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifier: values.username?.reveal(), secret: values.password?.reveal() }),
      what: 'token for Docker Hub',
      signal,
    });
    const token = isRecord(answer.body) ? asString(answer.body.access_token) : undefined;
    if (token !== undefined) return new Secret(token);
    throw new RegistryError('registry/protocol', `token for Docker Hub: the answer of ${hub} holds none`);
  };
  return http.paged(what, async (position) => {
    const page = position === '' ? 1 : Number(position);
    const url = new URL(`${path}?page_size=${itemsPerPage}&page=${page}`, http.origin(hub));
    const { body } = await http.json({ url, secrets, what, signal });
    const results = asRecords(listIn(body, what, 'results'));
    const hasNext = isRecord(body) && typeof body.next === 'string' && results.length > 0;
    return { items: present(results.map(toItem)), next: hasNext ? String(page + 1) : undefined };
  });
}
