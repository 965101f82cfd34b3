import { asRecords, asString, isRecord } from '#core/json.ts';
import { accountFields, listOf, signInByAccount } from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

/** Quay (docs.quay.io/api): the standard catalogue serves robots; an OAuth token opens the API, which tells times and sizes. */
export const quay = {
  name: 'quay',
  displayName: 'Quay',
  credentials: [
    ...accountFields('A robot account such as acme+scanner, or a user.', 'The robot token, or an encrypted password.'),
    {
      name: 'oauthToken',
      label: 'OAuth access token',
      secret: true,
      optional: true,
      help: 'Of an application with the right to view repositories: listings then give push times and sizes.',
    },
    {
      name: 'namespaces',
      label: 'Namespaces',
      optional: true,
      help: 'Users and organisations to list by the OAuth token, separated by commas. Default: the one of the user name.',
    },
  ],
  checkCredential: (values) =>
    values.oauthToken !== undefined && values.namespaces === undefined && values.username === undefined
      ? 'an OAuth token goes with namespaces to list'
      : checkPassword(values),
  recognises: (host) => host === 'quay.io' || host.startsWith('quay.'),
  signIn: (values) => signInByAccount(values),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

function listRepositories(listing: VendorListing): AsyncIterable<ListedRepository> {
  const { oauthToken, namespaces, username } = listing.values;
  if (oauthToken === undefined) return listing.standardRepositories();
  const named = namespaces === undefined ? [username?.reveal().split('+')[0] ?? ''] : listOf(namespaces);
  return listSubjects(named, (namespace) => inNamespace(namespace, listing), listing);
}

function inNamespace(namespace: string, listing: VendorListing): AsyncIterable<ListedRepository> {
  const what = `list of repositories of ${namespace} on ${listing.host}`;
  return listing.http.paged(what, async (position) => {
    const query = new URLSearchParams({
      namespace,
      last_modified: 'true',
      ...(position !== '' && { next_page: position }),
    });
    const body = await get(`/api/v1/repository?${query.toString()}`, what, listing);
    const items = asRecords(listIn(body, what, 'repositories')).map((found) =>
      listedRepository(found.name, { pushedAt: milliseconds(found.last_modified) }, `${namespace}/`),
    );
    return { items: present(items), next: asString(body.next_page) };
  });
}

function listTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  if (listing.values.oauthToken === undefined) return listing.standardTags(repository);
  const what = `list of tags of ${listing.host}/${repository}`;
  return listing.http.paged(what, async (position) => {
    const page = position === '' ? 1 : Number(position);
    const query = `limit=100&page=${page}&onlyActiveTags=true`;
    const body = await get(`/api/v1/repository/${repository}/tag/?${query}`, what, listing);
    const items = asRecords(listIn(body, what, 'tags')).map((tag) =>
      listedTag(tag.name, { digest: tag.manifest_digest, size: tag.size, pushedAt: milliseconds(tag.start_ts) }),
    );
    return { items: present(items), next: body.has_additional === true ? String(page + 1) : undefined };
  });
}

async function get(
  path: string,
  what: string,
  { http, host, values, signal }: VendorListing,
): Promise<Readonly<Record<string, unknown>>> {
  const secrets = { authorization: `Bearer ${values.oauthToken?.reveal()}` };
  const { body } = await http.json({ url: new URL(path, http.origin(host)), secrets, what, signal });
  return isRecord(body) ? body : {};
}

/** Quay writes times as seconds since 1970. */
function milliseconds(seconds: unknown): unknown {
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}
