import { asRecords, asString, isRecord } from '#core/json.ts';
import { listIn } from '../../list-in.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const api = 'api.digitalocean.com';
const itemsPerPage = 100;

/** DigitalOcean's registry (docs.digitalocean.com/reference/api, "Container Registry"): the API token is user name and password. */
export const digitalocean = {
  name: 'digitalocean',
  displayName: 'DigitalOcean Container Registry',
  credentials: [
    { name: 'token', label: 'API token', secret: true, help: 'A personal access token that may read the registry.' },
  ],
  recognises: (host) => host === 'registry.digitalocean.com',
  isApiHost: (host) => host === api,
  signIn: async ({ token }) => (token === undefined ? undefined : { username: token.reveal(), password: token }),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

async function* listRepositories(listing: VendorListing): AsyncGenerator<ListedRepository> {
  const body = await get('/v2/registry', 'registry of the account', listing);
  const registry = isRecord(body.registry) ? asString(body.registry.name) : undefined;
  if (registry === undefined) throw new RegistryError('registry/protocol', `${api} names no registry of this account`);
  const path = `/v2/registry/${encodeURIComponent(registry)}/repositoriesV2`;
  yield* pages(path, `list of repositories of ${registry}`, listing, (body) =>
    asRecords(entriesOf(body, 'repositories')).map(({ name, latest_manifest }) =>
      listedRepository(
        name,
        { pushedAt: isRecord(latest_manifest) ? latest_manifest.updated_at : undefined },
        `${registry}/`,
      ),
    ),
  );
}

function listTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  const [registry = '', ...name] = repository.split('/');
  const path = `/v2/registry/${registry}/repositories/${encodeURIComponent(name.join('/'))}/tags`;
  return pages(path, `list of tags of ${listing.host}/${repository}`, listing, (body) =>
    asRecords(entriesOf(body, 'tags')).map((tag) =>
      listedTag(tag.tag, { digest: tag.manifest_digest, size: tag.compressed_size_bytes, pushedAt: tag.updated_at }),
    ),
  );
}

/** A list that is empty may be left out, beside how many there are. */
function entriesOf(body: Readonly<Record<string, unknown>>, member: string): readonly unknown[] {
  return isRecord(body.meta) && body[member] === undefined ? [] : listIn(body, `list of ${member} of ${api}`, member);
}

function pages<Item>(
  path: string,
  what: string,
  listing: VendorListing,
  itemsOf: (body: Readonly<Record<string, unknown>>) => readonly (Item | undefined)[],
): AsyncIterable<Item> {
  return listing.http.paged(what, async (position) => {
    const page = position === '' ? 1 : Number(position);
    const body = await get(`${path}?page=${page}&per_page=${itemsPerPage}`, what, listing);
    const links = isRecord(body.links) && isRecord(body.links.pages) ? body.links.pages : {};
    return { items: present(itemsOf(body)), next: typeof links.next === 'string' ? String(page + 1) : undefined };
  });
}

async function get(
  path: string,
  what: string,
  { http, values, signal }: VendorListing,
): Promise<Readonly<Record<string, unknown>>> {
  const secrets = { authorization: `Bearer ${values.token?.reveal()}` };
  const { body } = await http.json({ url: new URL(path, http.origin(api)), secrets, what, signal });
  return isRecord(body) ? body : {};
}
