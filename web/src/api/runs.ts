import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { cancelRun, getRun, listRuns, listRunTags, retryRun } from './generated/index.ts';
import { usePagedList } from './paged.ts';

type TagFilters = Omit<Parameters<typeof listRunTags>[0], 'cursor' | 'limit' | 'runId'>;

const runsKey = ['runs'] as const;
const everyMs = 2_000;
const underWay = ['queued', 'listing', 'scanning'];

/** The runs of a registry, newest first; asked for again while one is under way. */
export function useRuns(registryId: string) {
  return useQuery({
    queryKey: [...runsKey, 'of', registryId],
    queryFn: ({ signal }) => listRuns({ registryId }, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((run) => underWay.includes(run.state)) ? everyMs : false),
  });
}

/** One run, and what it decided. */
export function useRun(runId: string) {
  return useQuery({
    queryKey: [...runsKey, 'one', runId],
    queryFn: ({ signal }) => getRun({ runId }, { signal }),
    refetchInterval: ({ state }) => (underWay.includes(state.data?.state ?? '') ? everyMs : false),
  });
}

/** The tags that a run found, each with what it decided. */
export function useRunTags(runId: string, filters: TagFilters) {
  return usePagedList([...runsKey, 'tags', runId, filters], (cursor, options) =>
    listRunTags({ ...filters, runId, cursor }, options),
  );
}

/** Stops a run, or queues its failed scans once more. */
export function useRunAction(action: 'cancel' | 'retry') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => (action === 'cancel' ? cancelRun({ runId }) : retryRun({ runId, body: {} })),
    onSuccess: () =>
      Promise.all(['runs', 'registries', 'scans'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
