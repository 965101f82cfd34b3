import type { UseQueryResult } from '@tanstack/react-query';
import type { PagedList } from './paged.ts';

/** A listing that comes whole, in the shape of one that is loaded page by page. */
export function listingOf<Item>(query: UseQueryResult<{ readonly items: readonly Item[] }>): PagedList<Item> {
  const items = query.data?.items ?? [];
  return {
    items,
    total: query.data?.items.length,
    isPending: query.isPending,
    error: query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    totalIsAtLeast: false,
    loadMore: () => undefined,
  };
}
