import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createHookSecret,
  createRegistry,
  deleteHookSecret,
  deleteRegistry,
  listRegistries,
  listRegistryTypes,
  previewSchedule,
  type RegistryInput,
  type RegistryTestInput,
  type Run,
  scanRegistry,
  testRegistry,
  testRegistrySettings,
  updateRegistry,
} from './generated/index.ts';

const registriesKey = ['registries'] as const;
const isUnderWay = (run: Run | undefined) => run !== undefined && run.state !== 'done' && run.state !== 'failed';

/** All registries, asked for again while one of them is being scanned. */
export const registriesQuery = queryOptions({
  queryKey: registriesKey,
  queryFn: ({ signal }) => listRegistries({ signal }),
  refetchInterval: (query) => (query.state.data?.items.some(({ lastRun }) => isUnderWay(lastRun)) ? 2_000 : false),
});

/** All registries. */
export function useRegistries() {
  return useQuery(registriesQuery);
}

/** The kinds of registries and the fields of their credentials. */
export function useRegistryTypes() {
  return useQuery({
    queryKey: ['registry-types'],
    queryFn: ({ signal }) => listRegistryTypes({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Adds a registry, or changes the one that `id` names. */
export function useSaveRegistry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, input }: { readonly id: string | undefined; readonly input: RegistryInput }) =>
      id === undefined ? createRegistry({ body: input }) : updateRegistry({ registryId: id, body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: registriesKey }),
  });
}

/** Removes a registry and what is known of it. */
export function useDeleteRegistry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteRegistry({ registryId: id }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Tries settings before they are saved. */
export function useTestRegistrySettings() {
  return useMutation({
    mutationFn: (body: RegistryTestInput) => testRegistrySettings({ body }),
  });
}

/** Tries a saved registry. */
export function useTestRegistry() {
  return useMutation({ mutationFn: (id: string) => testRegistry({ registryId: id }) });
}

/** Scans everything in a registry. */
export function useScanRegistry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => scanRegistry({ registryId: id }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: registriesKey }),
        client.invalidateQueries({ queryKey: ['scans'] }),
      ]),
  });
}

/** The next times that a schedule names, or what is wrong with it. */
export function useSchedulePreview(cron: string, timeZone: string) {
  return useQuery({
    queryKey: ['schedule-preview', cron, timeZone],
    queryFn: ({ signal }) => previewSchedule({ cron, timeZone }, { signal }),
    enabled: cron !== '',
    placeholderData: (before) => before,
  });
}

/** Makes a secret for the hook of a registry, in place of the one before. */
export function useCreateHookSecret() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registryId: string) => createHookSecret({ registryId }),
    onSuccess: () => client.invalidateQueries({ queryKey: registriesKey }),
  });
}

/** Closes the hook of a registry. */
export function useCloseHook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registryId: string) => deleteHookSecret({ registryId }),
    onSuccess: () => client.invalidateQueries({ queryKey: registriesKey }),
  });
}
