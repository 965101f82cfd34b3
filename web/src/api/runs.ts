import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  cancelRun,
  type DryRunInput,
  getRun,
  listRuns,
  listRunTags,
  type RegistryFilters,
  type RetryInput,
  retryRun,
  tryFilters,
} from './generated/index.ts';
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
export function useRun(runId: string | undefined) {
  return useQuery({
    queryKey: [...runsKey, 'one', runId],
    queryFn: ({ signal }) => getRun({ runId: runId ?? '' }, { signal }),
    enabled: runId !== undefined,
    refetchInterval: ({ state }) => (underWay.includes(state.data?.state ?? '') ? everyMs : false),
  });
}

/** The tags that a run found, each with what it decided. */
export function useRunTags(runId: string, filters: TagFilters) {
  return usePagedList([...runsKey, 'tags', runId, filters], (cursor, options) =>
    listRunTags({ ...filters, runId, cursor }, options),
  );
}

const readAgain = ['runs', 'registries', 'scans'];

/** Stops a run. */
export function useCancelRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => cancelRun({ runId }),
    onSuccess: () => Promise.all(readAgain.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

/** Queues the failed scans of a run once more, or those with one kind of cause. */
export function useRetryRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ runId, ...body }: RetryInput & { readonly runId: string }) => retryRun({ runId, body }),
    onSuccess: () => Promise.all(readAgain.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

/** Tries filters that need not be saved; one that is under way with others is stopped first. */
export function useTryFilters(registryId: string) {
  return useMutation({
    mutationFn: async ({
      before,
      ...body
    }: Pick<DryRunInput, 'platforms' | 'allPlatforms'> & {
      readonly filters: RegistryFilters;
      readonly before?: string | undefined;
    }) => {
      if (before !== undefined) await cancelRun({ runId: before });
      return tryFilters({ registryId, body });
    },
  });
}
