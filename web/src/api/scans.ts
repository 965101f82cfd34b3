import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  cancelScan,
  cancelWaitingScans,
  createScan,
  getScan,
  listScanFailures,
  listScans,
  type RetryScansInput,
  retryScan,
  retryScans,
  type ScanRequest,
} from './generated/index.ts';
import { usePagedList } from './paged.ts';
import { type ArchiveUpload, uploadArchive } from './upload-archive.ts';

const scansKey = ['scans'] as const;

/** Scans, newest first. */
export function useScans(query: Omit<Parameters<typeof listScans>[0], 'cursor'>) {
  return usePagedList([...scansKey, 'list', query], (cursor, options) => listScans({ ...query, cursor }, options));
}

/** One scan; events keep it fresh, and it is asked for every few seconds in case an event is lost. */
export function useScan(scanId: string | undefined) {
  return useQuery({
    queryKey: [...scansKey, 'one', scanId],
    queryFn: ({ signal }) => getScan({ scanId: scanId ?? '' }, { signal }),
    enabled: scanId !== undefined,
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return state === undefined || state === 'queued' || state === 'running' ? 2_000 : false;
    },
  });
}

/** Asks for an image to be scanned. */
export function useCreateScan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ScanRequest) => createScan({ body }),
    onSuccess: () => client.invalidateQueries({ queryKey: scansKey }),
  });
}

/** Sends an archive to be scanned; `sent` is how many bytes of it are. */
export function useUploadArchive() {
  const client = useQueryClient();
  const [sent, setSent] = useState(0);
  const mutation = useMutation({
    mutationFn: (upload: Omit<ArchiveUpload, 'onProgress'>) => uploadArchive({ ...upload, onProgress: setSent }),
    onMutate: () => setSent(0),
    onSuccess: () => client.invalidateQueries({ queryKey: scansKey }),
  });
  return { ...mutation, sent };
}

/** Stops a scan that waits or runs, or queues one that ended once more. */
export function useScanAction(action: 'cancel' | 'retry') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (scanId: string) => (action === 'cancel' ? cancelScan({ scanId }) : retryScan({ scanId })),
    onSuccess: () => client.invalidateQueries({ queryKey: scansKey }),
  });
}

/** Cancels all scans that wait, of one registry or of all. */
export function useCancelWaiting() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registryId: string | undefined) =>
      cancelWaitingScans({ body: registryId === undefined ? {} : { registryId } }),
    onSuccess: () =>
      Promise.all([scansKey, ['status'], ['runs']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** What failed and has not been made good since, by kind of cause. */
export function useScanFailures(registryId: string | undefined) {
  return useQuery({
    queryKey: [...scansKey, 'failures', registryId],
    queryFn: ({ signal }) => listScanFailures({ registryId }, { signal }),
  });
}

interface WhichFailures {
  readonly registryId: string | undefined;
  readonly outcome: RetryScansInput['outcome'] | undefined;
}

/** Queues everything once more that failed, or all with one kind of cause. */
export function useRetryScans() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ registryId, outcome }: WhichFailures) =>
      retryScans({
        body: { ...(registryId !== undefined && { registryId }), ...(outcome !== undefined && { outcome }) },
      }),
    onSuccess: () =>
      Promise.all([scansKey, ['status'], ['runs']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
