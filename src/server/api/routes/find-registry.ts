import type { StoredRegistry } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';

/** The registry of that id. Throws `api/not-found`. */
export async function findRegistry(store: ApiServices['store'], id: string): Promise<StoredRegistry> {
  const found = await store.registries.get(id);
  if (found === undefined) throw noRegistry(id);
  return found;
}

/** Says that there is no such registry. */
export function noRegistry(id: string): ApiError {
  return new ApiError('api/not-found', `there is no registry ${id}`);
}
