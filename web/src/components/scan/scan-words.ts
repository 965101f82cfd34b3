import { formatBytes } from '../format/format-bytes.ts';

/** What a scan is doing, in the order in which it does it. */
export const scanPhases = ['resolving', 'reading', 'cataloging', 'matching', 'saving'] as const;
export type ScanPhase = (typeof scanPhases)[number];

/** Each phase for people. */
export const phaseLabels: Readonly<Record<ScanPhase, string>> = {
  resolving: 'Find the image',
  reading: 'Read its layers',
  cataloging: 'List its packages',
  matching: 'Look up its packages in advisories',
  saving: 'Keep the result',
};

/** How far a scan is. */
export interface ScanProgressFacts {
  readonly phase: ScanPhase;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly layers: number;
  readonly cachedLayers: number;
}

export type ScanState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** Each state for people. */
export const stateLabels: Readonly<Record<ScanState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** How far a scan is in per cent; reading the layers takes most of the time. */
export function percentDone(progress: ScanProgressFacts | undefined): number {
  switch (progress?.phase) {
    case undefined:
      return 0;
    case 'resolving':
      return 3;
    case 'reading':
      return (
        5 +
        (progress.totalBytes === 0 ? 75 : (75 * Math.min(progress.bytes, progress.totalBytes)) / progress.totalBytes)
      );
    case 'cataloging':
      return 85;
    case 'matching':
      return 92;
    case 'saving':
      return 97;
  }
}

/** What a scan is doing, in a few words: `Read its layers: 12 MB of 40 MB, 2 of 5 known`. */
export function describeProgress(progress: ScanProgressFacts | undefined): string {
  if (progress === undefined) return 'Begins';
  const label = phaseLabels[progress.phase];
  if (progress.phase !== 'reading' || progress.layers === 0) return label;
  const known = progress.cachedLayers > 0 ? `, ${progress.cachedLayers} of ${progress.layers} known` : '';
  return `${label}: ${formatBytes(progress.bytes)} of ${formatBytes(progress.totalBytes)}${known}`;
}
