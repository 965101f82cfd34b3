import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { accountFields, listOf, signInByAccount } from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const api = 'api.github.com';
const itemsPerPage = 100;

/** GitHub's registry: no catalogue, but an API for packages of users and organisations (docs.github.com/en/rest/packages). */
export const ghcr = {
  name: 'ghcr',
  displayName: 'GitHub Container Registry',
  credentials: [
    ...accountFields('Your GitHub user name.', 'A classic personal access token with the scope read:packages.'),
    {
      name: 'owners',
      label: 'Owners',
      optional: true,
      help: 'Users and organisations whose packages are listed, separated by commas. Default: the user name.',
    },
  ],
  checkCredential: checkPassword,
  recognises: (host) => host === 'ghcr.io',
  isApiHost: (host) => host === api,
  signIn: (values) => signInByAccount(values),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

function listRepositories(listing: VendorListing): AsyncIterable<ListedRepository> {
  const owners = listOf(listing.values.owners ?? listing.values.username);
  if (owners.length === 0) {
    const message = 'ghcr.io does not list its repositories: give owners to list, or name the repositories to watch';
    throw new RegistryError('registry/catalog-unsupported', message);
  }
  return listSubjects(owners, (owner) => packagesOf(owner, listing), listing);
}

function packagesOf(owner: string, listing: VendorListing): AsyncIterable<ListedRepository> {
  const path = `packages?package_type=container&per_page=${itemsPerPage}`;
  const what = `list of container packages of ${owner} on GitHub`;
  return ofOwner(owner, path, what, listing, (body) =>
    present(
      asRecords(listIn(body, what)).map(({ name, updated_at }) =>
        listedRepository(asString(name)?.toLowerCase(), { pushedAt: updated_at }, `${owner.toLowerCase()}/`),
      ),
    ),
  );
}

function listTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  const [owner = '', ...name] = repository.split('/');
  const path = `packages/container/${encodeURIComponent(name.join('/'))}/versions?per_page=${itemsPerPage}`;
  const what = `list of tags of ghcr.io/${repository}`;
  return ofOwner(owner, path, what, listing, (body) => asRecords(listIn(body, what)).flatMap(tagsOf));
}

/** A version is a manifest; it may have any number of tags. */
function tagsOf({ name, metadata, created_at, updated_at }: Readonly<Record<string, unknown>>): readonly ListedTag[] {
  const container = isRecord(metadata) ? metadata.container : undefined;
  const names = isRecord(container) ? asStrings(container.tags) : [];
  return present(names.map((tag) => listedTag(tag, { digest: name, pushedAt: updated_at ?? created_at })));
}

/** Organisations and users have different paths; which one an owner is, the first answer tells. */
async function* ofOwner<Item>(
  owner: string,
  path: string,
  what: string,
  { http, values, signal }: VendorListing,
  itemsOf: (body: unknown) => readonly Item[],
): AsyncGenerator<Item> {
  const call = (kind: string) => ({
    url: new URL(`/${kind}/${encodeURIComponent(owner)}/${path}`, http.origin(api)),
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    secrets: values.password === undefined ? {} : { authorization: `Bearer ${values.password.reveal()}` },
    what,
    signal,
  });
  let hasItems = false;
  try {
    for await (const item of http.linked(call('orgs'), itemsOf)) {
      hasItems = true;
      yield item;
    }
  } catch (error) {
    const isUser = error instanceof RegistryError && error.status === 404 && !hasItems;
    if (!isUser) throw error;
    yield* http.linked(call('users'), itemsOf);
  }
}
