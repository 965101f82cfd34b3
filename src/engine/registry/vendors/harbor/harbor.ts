import { asRecords, asString } from '#core/json.ts';
import { accountFields, basicHeaders, signInByAccount } from '../../form-values.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import { type ListedRepository, type ListedTag, listedRepository, listedTag, present } from '../../listing-facts.ts';
import { checkPassword } from '../../password-sign-in.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

/** Harbor gives no more at once. */
const itemsPerPage = 100;

/** Harbor (goharbor.io, API 2.0): the catalogue is for administrators; projects, repositories and artifacts for everybody. */
export const harbor = {
  name: 'harbor',
  displayName: 'Harbor',
  credentials: accountFields(
    'A robot account such as robot$scanner, or a user. It needs to list projects and repositories and to pull.',
    'Secret of the robot account, or CLI secret of the user.',
  ),
  checkCredential: checkPassword,
  recognises: (host) => /^harbor\.|\.goharbor\.io$/.test(host),
  signIn: (values) => signInByAccount(values),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

function listRepositories(listing: VendorListing): AsyncIterable<ListedRepository> {
  const projects = pages('projects', 'list of projects', listing, ({ name }) => asString(name));
  return listSubjects(projects, (project) => inProject(project, listing), listing);
}

function inProject(project: string, listing: VendorListing): AsyncIterable<ListedRepository> {
  const path = `projects/${encodeURIComponent(project)}/repositories`;
  return pages(path, `list of repositories of project ${project}`, listing, ({ name, update_time }) =>
    listedRepository(name, { pushedAt: update_time }),
  );
}

async function* listTags(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const [project = '', ...name] = repository.split('/');
  // Slashes within a repository's name are encoded twice: once for the path, once for the proxy in front.
  const encoded = encodeURIComponent(encodeURIComponent(name.join('/')));
  const path = `projects/${project}/repositories/${encoded}/artifacts`;
  for await (const tags of pages(path, `list of artifacts of ${listing.host}/${repository}`, listing, tagsOf))
    yield* tags;
}

function tagsOf(artifact: Readonly<Record<string, unknown>>): readonly ListedTag[] {
  const { digest, size, manifest_media_type: mediaType, push_time, pull_time, extra_attrs } = artifact;
  const createdAt = asRecords([extra_attrs])[0]?.created;
  return present(
    asRecords(artifact.tags).map((tag) =>
      listedTag(tag.name, {
        digest,
        size,
        mediaType,
        createdAt,
        pushedAt: tag.push_time ?? push_time,
        lastPulledAt: tag.pull_time ?? pull_time,
      }),
    ),
  );
}

function pages<Item>(
  path: string,
  what: string,
  { http, host, values, signal }: VendorListing,
  toItem: (item: Readonly<Record<string, unknown>>) => Item | undefined,
): AsyncIterable<Item> {
  const url = new URL(`/api/v2.0/${path}?page=1&page_size=${itemsPerPage}`, http.origin(host));
  return http.linked({ url, secrets: basicHeaders(values), what: `${what} on ${host}`, signal }, (body) =>
    present(asRecords(listIn(body, what)).map(toItem)),
  );
}
