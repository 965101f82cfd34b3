import { Button, Group, Progress, Stack, Text, Timeline } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Scan } from '../../api/generated/index.ts';
import { useRefreshImage } from '../../api/images.ts';
import { useScanEvents } from '../../api/scan-events.ts';
import { useScan } from '../../api/scans.ts';
import { nothingToScan } from '../../components/artifact/kind-words.ts';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { breakable } from '../../components/format/breakable.tsx';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { ScanState } from '../../components/scan/scan-state.tsx';
import { describeProgress, percentDone, phaseLabels, scanPhases } from '../../components/scan/scan-words.ts';
import { ScanFailure } from './scan-failure.tsx';

interface ScanProgressPanelProps {
  readonly scanId: string;
  /** The image that is scanned anew. */
  readonly before?: string | undefined;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** How far a scan is, phase by phase; the result opens by itself. */
export function ScanProgressPanel({ scanId, before, onAnother, onClose }: ScanProgressPanelProps) {
  useScanEvents();
  const { data: scan } = useScan(scanId);
  useOpenResult(scan, before, onClose);
  if (scan === undefined) return <TableSkeleton label="Loading the scan" />;
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {breakable(referenceWords(scan.reference))}
        </Text>
        <ScanState state={scan.state} />
      </Group>
      <Phases scan={scan} />
      {scan.state === 'failed' && (
        <ScanFailure
          problem={{ message: scan.message ?? 'The scan failed.', ...(scan.code !== undefined && { code: scan.code }) }}
          reference={scan.reference}
          registryId={scan.registryId}
          onLeave={onClose}
        />
      )}
      <Group justify="flex-end">
        {(scan.state === 'queued' || scan.state === 'running') && (
          <Button variant="default" onClick={onClose}>
            Go on in the background
          </Button>
        )}
        {scan.state !== 'queued' && scan.state !== 'running' && (
          <Button variant="default" onClick={onAnother}>
            Scan another image
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Opens the image that was found; where it is open already, its tab stays and is drawn anew. */
function useOpenResult(scan: Scan | undefined, before: string | undefined, onClose: () => void): void {
  const navigate = useNavigate();
  const refresh = useRefreshImage();
  const { imageId: shown } = useParams({ strict: false });
  const imageId = scan?.state === 'done' ? scan.imageId : undefined;
  const opened = useRef<string>(undefined);
  useEffect(() => {
    if (scan === undefined || imageId === undefined || opened.current === scan.id) return;
    opened.current = scan.id;
    void refresh(imageId);
    const isShown = imageId === shown;
    const open = isShown ? Promise.resolve() : navigate({ to: '/images/$imageId', params: { imageId } });
    void open.then(() => {
      onClose();
      const isMoved = before !== undefined && before !== imageId;
      notify({ color: 'tide', title: 'Scanned', message: isMoved ? movedWords(scan) : doneWords(scan) });
    });
  }, [scan, imageId, shown, before, navigate, refresh, onClose]);
}

function Phases({ scan }: { readonly scan: Scan }) {
  if (scan.state === 'failed' || scan.state === 'cancelled') return null;
  const isDone = scan.state === 'done';
  const at = isDone ? scanPhases.length : scan.progress === undefined ? -1 : scanPhases.indexOf(scan.progress.phase);
  return (
    <>
      <Progress value={isDone ? 100 : percentDone(scan.progress)} size="sm" aria-label="Progress of the scan" />
      <Text size="sm" c="dimmed" role="status">
        {isDone
          ? doneWords(scan)
          : scan.state === 'queued'
            ? 'Waits for a free worker'
            : describeProgress(scan.progress)}
      </Text>
      <Timeline active={at} bulletSize={16} lineWidth={2}>
        {scanPhases.map((phase) => (
          <Timeline.Item key={phase} title={phaseLabels[phase]} styles={{ itemTitle: { fontSize: '0.8125rem' } }} />
        ))}
      </Timeline>
    </>
  );
}

function movedWords({ reference }: Scan): string {
  return `${reference} names another image now, which is open.`;
}

function doneWords(scan: Scan): string {
  if (scan.artifact !== undefined) return `${scan.reference}: ${nothingToScan(scan.artifact)}.`;
  const news =
    scan.unchanged === true ? 'It was known already, and is up to date' : 'It has been read, and this is the result';
  return `${referenceWords(scan.reference)}: ${news}.`;
}
