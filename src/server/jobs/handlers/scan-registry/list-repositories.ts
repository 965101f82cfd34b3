import type { ImageReference } from '#core/image-reference.ts';
import { type ListingOptions, type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { StoredRegistry } from '#server/store/index.ts';
import { JobError } from '../../job-error.ts';
import { hostOf } from '../../registry-access.ts';

/** A repository, on the registry's own host or on another that its credential covers. */
export type FoundRepository = Pick<ImageReference, 'registry' | 'repository'>;

/** The repositories that the settings name, or else all that the registry lists below the connection's path. */
export async function* repositoriesOf(
  client: RegistryClient,
  { path, repositories }: StoredRegistry,
  options: ListingOptions,
): AsyncIterable<FoundRepository> {
  const own = hostOf(path);
  if (repositories.length > 0) return yield* repositories.map((repository) => ({ registry: own, repository }));
  const prefix = path.slice(own.length + 1).replace(/\/+$/, '');
  try {
    for await (const { name: repository, host: registry = own } of client.listRepositories(options)) {
      if (prefix === '' || repository === prefix || repository.startsWith(`${prefix}/`)) yield { registry, repository };
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'registry/catalog-unsupported') throw error;
    const message = `${error.message}. Name the repositories to scan in the settings of this registry`;
    throw new JobError('jobs/repositories-not-listed', message, { cause: error });
  }
}
