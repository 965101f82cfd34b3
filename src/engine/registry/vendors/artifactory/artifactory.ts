import { asRecords, asString, asStrings } from '#core/json.ts';
import {
  accountFields,
  apiUrl,
  apiUrlField,
  basicHeaders,
  checkApiUrl,
  isGivenApiHost,
  listOf,
  signInByAccount,
} from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import { type ListedRepository, type ListedTag, listedTag, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

/**
 * JFrog Artifactory (jfrog.com/help, "Docker Registry"). Under a sub-domain or a port of its own, one Docker repository is
 * the whole registry, and images are named without its key; by repository path, the key comes first.
 */
export const artifactory = {
  name: 'artifactory',
  displayName: 'JFrog Artifactory',
  credentials: [
    ...accountFields('A user that may read the Docker repositories.', 'Its password, API key or access token.'),
    apiUrlField('Such as https://acme.jfrog.io/artifactory. Default: /artifactory on the registry’s host.'),
    {
      name: 'repositoryKey',
      label: 'Repository key',
      optional: true,
      help: 'The Docker repository behind a sub-domain or port of its own. Empty where images are named host/key/image.',
    },
    {
      name: 'keys',
      label: 'Repository keys to list',
      optional: true,
      help: 'Where images are named host/key/image: which keys, separated by commas. Default: all Docker repositories.',
    },
  ],
  checkCredential: (values) => checkApiUrl(values) ?? checkPassword(values),
  recognises: (host) => host.endsWith('.jfrog.io'),
  isApiHost: isGivenApiHost,
  signIn: (values) => signInByAccount(values),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

async function* listRepositories(listing: VendorListing): AsyncGenerator<ListedRepository> {
  const { repositoryKey, keys } = listing.values;
  if (repositoryKey !== undefined) return yield* imagesIn(repositoryKey.reveal(), '', listing);
  const named = keys === undefined ? await dockerKeys(listing) : listOf(keys);
  yield* listSubjects(named, (key) => imagesIn(key, `${key}/`, listing), listing);
}

async function dockerKeys(listing: VendorListing): Promise<readonly string[]> {
  const what = 'list of Docker repositories';
  const body = await ask('api/repositories?packageType=docker', what, listing);
  return present(asRecords(listIn(body, what)).map(({ key }) => asString(key)));
}

function imagesIn(key: string, prefix: string, listing: VendorListing): AsyncIterable<ListedRepository> {
  const call = callOf(`api/docker/${encodeURIComponent(key)}/v2/_catalog?n=1000`, `list of images of ${key}`, listing);
  return listing.http.linked(call, (body) =>
    asStrings(listIn(body, call.what, 'repositories')).map((name) => ({ name: `${prefix}${name}` })),
  );
}

/** By query (AQL): a tag is a folder with a manifest in it, whose SHA-256 is the image's digest. Listing counts no downloads. */
async function* listTags(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const { repositoryKey } = listing.values;
  const [first = '', ...rest] = repository.split('/');
  const key = repositoryKey?.reveal() ?? first;
  const image = repositoryKey === undefined ? rest.join('/') : repository;
  const names = { $or: [{ name: 'manifest.json' }, { name: 'list.manifest.json' }] };
  const find = JSON.stringify({ repo: key, path: { $match: `${image}/*` }, ...names });
  const fields = ['path', 'name', 'modified', 'sha256', 'stat.downloaded']
    .map((field) => JSON.stringify(field))
    .join(',');
  const query = `items.find(${find}).include(${fields})`;
  const what = `list of tags of ${listing.host}/${repository}`;
  const body = await ask('api/search/aql', what, listing, query);
  yield* tagsIn(asRecords(listIn(body, what, 'results')), image);
}

/** Where a tag has both an index and a manifest, the index is what the tag names. */
function tagsIn(results: readonly Readonly<Record<string, unknown>>[], image: string): readonly ListedTag[] {
  const tags = new Map<string, ListedTag>();
  for (const { path, name, modified, sha256, stats } of results) {
    const tag = asString(path)?.slice(image.length + 1);
    if (tag === undefined || tag.includes('/') || (tags.has(tag) && name === 'manifest.json')) continue;
    const found = listedTag(tag, {
      digest: `sha256:${asString(sha256)}`,
      pushedAt: modified,
      lastPulledAt: asRecords(stats)[0]?.downloaded,
    });
    if (found !== undefined) tags.set(tag, found);
  }
  return [...tags.values()];
}

async function ask(path: string, what: string, listing: VendorListing, query?: string): Promise<unknown> {
  const post =
    query === undefined ? {} : ({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: query } as const);
  return (await listing.http.json({ ...callOf(path, what, listing), ...post })).body;
}

function callOf(path: string, what: string, { http, host, values, signal }: VendorListing) {
  const url = apiUrl(values, path, `${http.origin(host)}/artifactory`);
  return { url, secrets: basicHeaders(values), what: `${what} on ${url.host}`, signal };
}
