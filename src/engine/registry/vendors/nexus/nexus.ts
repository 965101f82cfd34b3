import { asRecords, asString, isRecord } from '#core/json.ts';
import {
  accountFields,
  apiUrl,
  apiUrlField,
  basicHeaders,
  checkApiUrl,
  isGivenApiHost,
  signInByAccount,
} from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { type ListedRepository, type ListedTag, listedTag, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

/** Sonatype Nexus (help.sonatype.com, "Components API"): images come from a connector's port, components from its API. */
export const nexus = {
  name: 'nexus',
  displayName: 'Sonatype Nexus',
  credentials: [
    ...accountFields('A user with nx-repository-view-docker-*-browse and -read.', 'Its password or pass code.'),
    apiUrlField(
      'Such as https://nexus.example: gives push and pull times. Empty: the registry’s own catalogue is used.',
    ),
    {
      name: 'repository',
      label: 'Docker repository',
      optional: true,
      help: 'Name of the repository behind the connector, such as docker-hosted. Goes with the API URL.',
    },
  ],
  checkCredential: (values) =>
    (values.apiUrl === undefined) === (values.repository === undefined)
      ? (checkApiUrl(values) ?? checkPassword(values))
      : 'API URL and Docker repository go together',
  recognises: (host) => host.startsWith('nexus.'),
  isApiHost: isGivenApiHost,
  signIn: (values) => signInByAccount(values),
  listRepositories: (listing) =>
    listing.values.apiUrl === undefined ? listing.standardRepositories() : distinctNames(listing),
  listTags: (repository, listing) =>
    listing.values.apiUrl === undefined ? listing.standardTags(repository) : tagsOf(repository, listing),
} as const satisfies RegistryVendor;

/** A component is one tag of one image; only the names are kept. */
async function* distinctNames(listing: VendorListing): AsyncGenerator<ListedRepository> {
  const names = new Set<string>();
  for await (const { name } of components('components', {}, `list of components of ${listing.host}`, listing)) {
    if (typeof name !== 'string' || names.has(name)) continue;
    names.add(name);
    yield { name };
  }
}

async function* tagsOf(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const what = `list of tags of ${listing.host}/${repository}`;
  for await (const { version, assets } of components('search', { format: 'docker', name: repository }, what, listing)) {
    const manifest = asRecords(assets)[0] ?? {};
    const sha256 = isRecord(manifest.checksum) ? asString(manifest.checksum.sha256) : undefined;
    const tag = listedTag(version, {
      digest: `sha256:${sha256}`,
      mediaType: manifest.contentType,
      pushedAt: manifest.lastModified ?? manifest.blobCreated,
      lastPulledAt: manifest.lastDownloaded,
    });
    yield* present([tag]);
  }
}

function components(
  kind: 'components' | 'search',
  query: Readonly<Record<string, string>>,
  what: string,
  { http, host, values, signal }: VendorListing,
): AsyncIterable<Readonly<Record<string, unknown>>> {
  const repository = values.repository?.reveal() ?? '';
  return http.paged(what, async (continuationToken) => {
    const asked = new URLSearchParams({ repository, ...query, ...(continuationToken !== '' && { continuationToken }) });
    const url = apiUrl(values, `service/rest/v1/${kind}?${asked.toString()}`, http.origin(host));
    const { body } = await http.json({ url, secrets: basicHeaders(values), what, signal });
    const items = asRecords(listIn(body, what, 'items'));
    return { items, next: isRecord(body) ? asString(body.continuationToken) : undefined };
  });
}
