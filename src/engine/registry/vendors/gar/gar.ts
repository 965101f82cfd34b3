import { asRecords, asString, isRecord } from '#core/json.ts';
import { listOf } from '../../form-values.ts';
import { googleAuthorization } from '../../google/access-token.ts';
import { checkGoogle, googleFields, isGoogleSignInHost, signInToGoogle } from '../../google/google-sign-in.ts';
import { googleTags } from '../../google/google-tags.ts';
import { readKeyFile } from '../../google/key-file.ts';
import { machineProject } from '../../google/machine-token.ts';
import { listIn } from '../../list-in.ts';
import { listSubjects } from '../../list-subjects.ts';
import type { ListedRepository } from '../../listing-facts.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const api = 'artifactregistry.googleapis.com';
const dockerHost = /^([a-z0-9-]+)-docker\.pkg\.dev$/;

/** Google Artifact Registry, `<location>-docker.pkg.dev/<project>/<repository>/<image>` (cloud.google.com/artifact-registry/docs/reference/rest). */
export const gar = {
  name: 'gar',
  displayName: 'Google Artifact Registry',
  credentials: [
    ...googleFields,
    {
      name: 'projects',
      label: 'Projects',
      optional: true,
      help: 'IDs of the projects to list, separated by commas. Default: the project of the key, or of this machine.',
    },
  ],
  checkCredential: checkGoogle,
  recognises: (host) => dockerHost.test(host),
  isApiHost: (host) => host === api || isGoogleSignInHost(host),
  signIn: signInToGoogle,
  listRepositories,
  listTags: googleTags,
} as const satisfies RegistryVendor;

async function* listRepositories(listing: VendorListing): AsyncGenerator<ListedRepository> {
  const { projects } = listing.values;
  const location = dockerHost.exec(listing.host.toLowerCase())?.[1];
  const own = projects === undefined ? await ownProject(listing) : undefined;
  const named = own === undefined ? listOf(projects) : [own];
  if (location === undefined || named.length === 0) {
    const message = `${listing.host} lists by project: give a service account's key or projects, or name the repositories to watch`;
    throw new RegistryError('registry/catalog-unsupported', message);
  }
  const repositoriesOf = (project: string) =>
    pages(`projects/${encodeURIComponent(project)}/locations/${location}/repositories`, 'repositories', listing);
  const names = async function* (project: string) {
    for await (const { name, format } of repositoriesOf(project)) {
      if (format === 'DOCKER' && typeof name === 'string') yield name;
    }
  };
  const repositories = listSubjects(named, names, listing);
  yield* listSubjects(repositories, (name) => imagesIn(name, listing), listing);
}

async function ownProject(listing: VendorListing): Promise<string | undefined> {
  const { keyFile, machineRole } = listing.values;
  if (machineRole !== undefined) return await machineProject(listing);
  return keyFile && readKeyFile(keyFile)?.projectId;
}

/** `packages` are the images' names; `dockerImages` would be one item for each version of each. */
async function* imagesIn(repository: string, listing: VendorListing): AsyncGenerator<ListedRepository> {
  const [, project, , , , id] = repository.split('/');
  for await (const { name } of pages(`${repository}/packages`, 'packages', listing)) {
    const image = asString(name)?.split('/').at(-1);
    // Slashes in an image's name are encoded in its resource name.
    if (image !== undefined) yield { name: `${project}/${id}/${image.replaceAll(/%2F/gi, '/')}` };
  }
}

function pages(path: string, member: string, listing: VendorListing): AsyncIterable<Readonly<Record<string, unknown>>> {
  const { http, signal } = listing;
  const what = `list of ${path}`;
  const secrets = googleAuthorization(listing);
  return http.paged(what, async (position) => {
    const query = new URLSearchParams({ pageSize: '1000', ...(position !== '' && { pageToken: position }) });
    const { body } = await http.json({
      url: new URL(`/v1/${path}?${query.toString()}`, http.origin(api)),
      secrets,
      what,
      signal,
    });
    const next = isRecord(body) ? asString(body.nextPageToken) : undefined;
    // Google leaves out what is empty.
    const isEmpty = isRecord(body) && Object.keys(body).every((name) => name === 'nextPageToken');
    const items = isEmpty ? [] : asRecords(listIn(body, what, member));
    return { items, next: next === '' ? undefined : next };
  });
}
