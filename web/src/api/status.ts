import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getStatus, updateAdvisories } from './generated/index.ts';

/** Version, advisory database and queue. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => getStatus({ signal }),
  refetchInterval: (query) => (query.state.data?.advisories.state === 'updating' ? 2_000 : 60_000),
});

/** Version, advisory database and queue, asked for again every minute, and more often during an advisory update. */
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
