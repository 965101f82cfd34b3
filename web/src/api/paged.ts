import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { RequestOptions } from './generated/index.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
  readonly total?: number;
  readonly totalIsAtLeast?: boolean;
}

/** A listing of which more pages are loaded as they are needed. */
export interface PagedList<Item> {
  readonly items: readonly Item[];
  /** Entries on all pages together, where the service counts them. */
  readonly total: number | undefined;
  /** There are more than `total`: the service counts so far. */
  readonly totalIsAtLeast: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Loads the next page, if there is one and none is being loaded. */
  readonly loadMore: () => void;
}

type ReadPage<Item> = (cursor: string | undefined, options: RequestOptions) => Promise<Page<Item>>;

/** Reads a paged listing; while its filters change, the rows of before stay. */
export function usePagedList<Item>(queryKey: readonly unknown[], read: ReadPage<Item>): PagedList<Item> {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before: InfiniteData<Page<Item>, string | undefined> | undefined) => before,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    items,
    total: data?.pages[0]?.total,
    totalIsAtLeast: data?.pages[0]?.totalIsAtLeast === true,
    isPending: list.isPending,
    error: items.length === 0 ? list.error : null,
    retry: useCallback(() => void refetch(), [refetch]),
    loadMore,
  };
}
