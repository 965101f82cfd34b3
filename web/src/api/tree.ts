import { useQueries } from '@tanstack/react-query';
import { listImagePlatforms, listImages, listRepositories } from './generated/index.ts';

/** As many rows as one looks through; a longer list has a screen of its own. */
const limit = 100;

/** What images are asked for; the same for repositories that hold them. */
export type ImageFilters = Omit<NonNullable<Parameters<typeof listImages>[0]>, 'cursor' | 'limit' | 'sort' | 'reverse'>;

interface Loaded<Item> {
  readonly data?:
    | { readonly items: readonly Item[]; readonly total?: number; readonly totalIsAtLeast?: boolean }
    | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** The worst repositories of each of several registries, by registry. */
export function useRepositoriesOfEach(registryIds: readonly string[], filters: ImageFilters) {
  const results = useQueries({
    queries: registryIds.map((registryId) => ({
      queryKey: ['repositories', 'tree', { registryId, ...filters }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        listRepositories({ ...filters, registryId, limit }, { signal }),
    })),
  });
  return byKey(registryIds, results);
}

/** The worst images of each of several repositories, by `registry repository`. */
export function useImagesOfEach(
  repositories: readonly { readonly registryId: string; readonly repository: string }[],
  filters: ImageFilters,
) {
  const results = useQueries({
    queries: repositories.map(({ registryId, repository }) => ({
      queryKey: ['images', 'tree', { registryId, repository, ...filters }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        listImages({ ...filters, registryId, repository, rolledUp: true, limit }, { signal }),
    })),
  });
  const keys = repositories.map(({ registryId, repository }) => `${registryId} ${repository}`);
  return byKey(keys, results);
}

/** The platforms of each of several images in their repositories, by `registry repository image`. */
export function usePlatformsOfEach(
  images: readonly { readonly registryId: string; readonly repository: string; readonly imageId: string }[],
) {
  const results = useQueries({
    queries: images.map(({ repository, imageId }) => ({
      queryKey: ['images', 'platforms', { repository, imageId }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        listImagePlatforms({ imageId, repository }, { signal }),
    })),
  });
  const keys = images.map(({ registryId, repository, imageId }) => `${registryId} ${repository} ${imageId}`);
  return byKey(keys, results);
}

function byKey<Item>(keys: readonly string[], results: readonly Loaded<Item>[]) {
  return new Map(
    keys.map((key, index) => {
      const { data, isPending = true, error = null } = results[index] ?? {};
      const children = {
        items: data?.items ?? [],
        total: data?.total,
        totalIsAtLeast: data?.totalIsAtLeast === true,
        isPending,
      };
      return [key, data === undefined && error !== null ? { ...children, error: error.message } : children] as const;
    }),
  );
}
