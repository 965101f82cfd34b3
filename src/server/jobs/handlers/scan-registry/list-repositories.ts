import { type ListingOptions, type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { StoredRegistry } from '#server/store/index.ts';
import { JobError } from '../../job-error.ts';
import { hostOf } from '../../registry-access.ts';

/** The repositories that the settings name, or else all that the registry lists below the connection's path. */
export async function* repositoriesOf(
  client: RegistryClient,
  { path, repositories }: StoredRegistry,
  options: ListingOptions,
): AsyncIterable<string> {
  if (repositories.length > 0) return yield* repositories;
  const prefix = path.slice(hostOf(path).length + 1).replace(/\/+$/, '');
  try {
    for await (const { name: repository } of client.listRepositories(options)) {
      if (prefix === '' || repository === prefix || repository.startsWith(`${prefix}/`)) yield repository;
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'registry/catalog-unsupported') throw error;
    const message = `${error.message}. Name the repositories to scan in the settings of this registry`;
    throw new JobError('jobs/repositories-not-listed', message, { cause: error });
  }
}
