import { useQueries } from '@tanstack/react-query';
import { listImages, listRepositories } from './generated/index.ts';

/** As many rows as one looks through; a longer list has a screen of its own. */
const limit = 100;

interface Loaded<Item> {
  readonly data?: { readonly items: readonly Item[]; readonly total?: number } | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** The worst repositories of each of several registries, by registry. */
export function useRepositoriesOfEach(registryIds: readonly string[], q: string | undefined) {
  const results = useQueries({
    queries: registryIds.map((registryId) => ({
      queryKey: ['repositories', 'tree', { registryId, q }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => listRepositories({ registryId, q, limit }, { signal }),
    })),
  });
  return byKey(registryIds, results);
}

/** The worst images of each of several repositories, by `registry repository`. */
export function useImagesOfEach(repositories: readonly { readonly registryId: string; readonly repository: string }[]) {
  const results = useQueries({
    queries: repositories.map(({ registryId, repository }) => ({
      queryKey: ['images', 'tree', { registryId, repository }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        listImages({ registryId, repository, limit }, { signal }),
    })),
  });
  const keys = repositories.map(({ registryId, repository }) => `${registryId} ${repository}`);
  return byKey(keys, results);
}

function byKey<Item>(keys: readonly string[], results: readonly Loaded<Item>[]) {
  return new Map(
    keys.map((key, index) => {
      const { data, isPending = true, error = null } = results[index] ?? {};
      const children = { items: data?.items ?? [], total: data?.total, isPending };
      return [key, data === undefined && error !== null ? { ...children, error: error.message } : children] as const;
    }),
  );
}
