import type { ScanProgress } from '#core/progress.ts';

/** What a scan has done so far, summed up from its progress events. */
export interface ProgressState {
  readonly phase: string;
  readonly layersDone: number;
  readonly layersTotal: number;
  /** Bytes of layers as stored. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export const initialProgress: ProgressState = {
  phase: 'Starting',
  layersDone: 0,
  layersTotal: 0,
  bytesDone: 0,
  bytesTotal: 0,
};

/** Takes one event into account; `layerBytes` remembers how far each layer is. */
export function advance(state: ProgressState, event: ScanProgress, layerBytes: Map<string, number>): ProgressState {
  switch (event.kind) {
    case 'resolving':
      return { ...state, phase: 'Finding the image' };
    case 'layers':
      return {
        ...state,
        phase: 'Reading layers',
        layersTotal: event.total,
        layersDone: event.cached,
        bytesTotal: event.bytes,
      };
    case 'layer-bytes':
      layerBytes.set(event.layer, event.bytes);
      return { ...state, bytesDone: [...layerBytes.values()].reduce((sum, bytes) => sum + bytes, 0) };
    case 'layer-done':
      return { ...state, layersDone: state.layersDone + 1 };
    case 'cataloging':
      return { ...state, phase: 'Putting layers together' };
    case 'matching':
      return { ...state, phase: `Looking up ${event.packages} packages` };
  }
}

const barWidth = 24;

/** One line of at most `columns` characters that says how far the scan is; without a bar where it is for no terminal. */
export function describeProgress(state: ProgressState, columns?: number): string {
  if (state.phase !== 'Reading layers' || state.bytesTotal === 0) return state.phase.slice(0, columns);
  const share = Math.min(1, state.bytesDone / state.bytesTotal);
  const filled = Math.round(share * barWidth);
  const bar = columns === undefined ? '' : `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} `;
  const text = `${state.phase} ${state.layersDone}/${state.layersTotal} ${bar}${megabytes(state.bytesDone)} of ${megabytes(state.bytesTotal)} MB`;
  return text.slice(0, columns);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0);
}
