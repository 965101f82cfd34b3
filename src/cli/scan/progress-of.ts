import type { Scan, ScanProgress } from '#api/models.ts';
import { initialProgress, type ProgressState } from '../progress/describe-progress.ts';

const phases: Readonly<Record<ScanProgress['phase'], string>> = {
  resolving: 'Finding the image',
  reading: 'Reading layers',
  cataloging: 'Putting layers together',
  matching: 'Looking up packages',
  saving: 'Saving',
};

/** How far a scan of the service is, as the progress line shows it. */
export function progressOf({
  state,
  progress,
  attempts,
}: Pick<Scan, 'state' | 'progress' | 'attempts'>): ProgressState {
  if (progress === undefined) {
    const waits = attempts > 0 ? `Waits to be tried again (${attempts} so far)` : 'Waits for a free worker';
    return { ...initialProgress, phase: state === 'queued' ? waits : initialProgress.phase };
  }
  const { phase, bytes, totalBytes, layers, cachedLayers } = progress;
  return {
    phase: phases[phase],
    layersDone: cachedLayers,
    layersTotal: layers,
    bytesDone: bytes,
    bytesTotal: totalBytes,
  };
}
