import { asRecords } from '#core/json.ts';
import {
  accountFields,
  apiUrl,
  apiUrlField,
  checkApiUrl,
  isGivenApiHost,
  listOf,
  signInByAccount,
} from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import { type ListedRepository, listedRepository, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const itemsPerPage = 100;
/** GitLab's own service has its API beside the registry, not on it. */
const hosted = { registry: 'registry.gitlab.com', api: 'gitlab.com' };

/** GitLab (docs.gitlab.com/api/container_registry): no catalogue; groups and projects tell what they hold. */
export const gitlab = {
  name: 'gitlab',
  displayName: 'GitLab',
  credentials: [
    ...accountFields(
      'Your user name, or that of a deploy token.',
      'A token with read_registry; to list, read_api as well.',
    ),
    apiUrlField(
      'Address of GitLab itself, such as https://gitlab.example. Default: https://gitlab.com for its registry.',
    ),
    {
      name: 'groups',
      label: 'Groups',
      optional: true,
      help: 'Paths or IDs of the groups to list, with those below them, separated by commas. Default: all that the token sees.',
    },
    {
      name: 'projects',
      label: 'Projects',
      optional: true,
      help: 'Paths or IDs of single projects to list, separated by commas.',
    },
  ],
  checkCredential: (values) => checkApiUrl(values) ?? checkPassword(values),
  recognises: (host) => host === hosted.registry,
  isApiHost: (host, registry) =>
    (registry.values.apiUrl === undefined && registry.host === hosted.registry && host === hosted.api) ||
    isGivenApiHost(host, registry),
  signIn: (values) => signInByAccount(values),
  listRepositories,
} as const satisfies RegistryVendor;

async function* listRepositories(listing: VendorListing): AsyncGenerator<ListedRepository> {
  const { groups, projects } = listing.values;
  const named = [
    ...listOf(groups).map((id) => `groups/${encodeURIComponent(id)}`),
    ...listOf(projects).map((id) => `projects/${encodeURIComponent(id)}`),
  ];
  const seen = new Set<string>();
  const of = named.length === 0 ? allGroups(listing) : named;
  for await (const repository of listSubjects(of, (subject) => repositoriesOf(subject, listing), listing)) {
    if (seen.has(repository.name)) continue;
    seen.add(repository.name);
    yield repository;
  }
}

function allGroups(listing: VendorListing): AsyncIterable<string> {
  return pages('groups?top_level_only=true', 'list of groups', listing, ({ id }) => `groups/${String(id)}`);
}

function repositoriesOf(subject: string, listing: VendorListing): AsyncIterable<ListedRepository> {
  return pages(`${subject}/registry/repositories?`, `list of repositories of ${subject}`, listing, ({ path }) =>
    listedRepository(path),
  );
}

function pages<Item>(
  path: string,
  what: string,
  { http, host, values, signal }: VendorListing,
  toItem: (item: Readonly<Record<string, unknown>>) => Item | undefined,
): AsyncIterable<Item> {
  const fallback = http.origin(host === hosted.registry ? hosted.api : host);
  const url = apiUrl(values, `api/v4/${path}&per_page=${itemsPerPage}`, fallback);
  const secrets = values.password === undefined ? {} : { 'private-token': values.password.reveal() };
  return http.linked({ url, secrets, what: `${what} on ${url.host}`, signal }, (body) =>
    present(asRecords(listIn(body, what)).map(toItem)),
  );
}
