import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getStatus, type Status, updateAdvisories } from './generated/index.ts';

/** Version, advisory database and queue. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => getStatus({ signal }),
  refetchInterval: (query) => (isChanging(query.state.data) ? 2_000 : 60_000),
});

function isChanging(status: Status | undefined): boolean {
  return status?.advisories.state === 'updating' || status?.countingTotals === true;
}

/** Version, advisory database and queue, asked for again every minute, and more often while it is about to change. */
export function useStatus() {
  return useQuery(statusQuery);
}

/** Starts an update of the advisory database. */
export function useUpdateAdvisories() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => updateAdvisories(),
    onSuccess: () => client.invalidateQueries({ queryKey: statusQuery.queryKey }),
  });
}
