import type { ScanProgress } from '#core/progress.ts';
import type { ScanProgressRow } from '#server/store/index.ts';

/** Writes how far a scan is, a few times a second at most. */
export interface ProgressWriter {
  update(progress: ScanProgress): void;
  /** Waits until the last update is written. */
  flush(): Promise<void>;
  /** Writes no more. */
  end(): Promise<void>;
}

const writeEveryMs = 400;

/** Sums up what a scan says of itself and hands it to `write`, one call at a time. */
export function createProgressWriter(write: (row: ScanProgressRow) => Promise<void>): ProgressWriter {
  let row: ScanProgressRow = { phase: 'resolving', bytes: 0, totalBytes: 0, layers: 0, cachedLayers: 0 };
  const read = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let isEnded = false;
  const writeNow = () => {
    clearTimeout(timer);
    timer = undefined;
    const written = row;
    // Progress that cannot be written must not end a scan.
    writing = writing.then(() => write(written)).catch(() => undefined);
  };
  return {
    update: (progress) => {
      const before = row.phase;
      row = advance(row, progress, read);
      if (isEnded) return;
      if (row.phase !== before || progress.kind === 'layers') writeNow();
      else timer ??= setTimeout(writeNow, writeEveryMs);
    },
    flush: () => {
      if (timer !== undefined) writeNow();
      return writing;
    },
    end: () => {
      isEnded = true;
      clearTimeout(timer);
      return writing;
    },
  };
}

function advance(row: ScanProgressRow, progress: ScanProgress, read: Map<string, number>): ScanProgressRow {
  switch (progress.kind) {
    case 'resolving':
      return { ...row, phase: 'resolving' };
    case 'layers':
      return {
        ...row,
        phase: 'reading',
        layers: progress.total,
        cachedLayers: progress.cached,
        totalBytes: progress.bytes,
      };
    case 'layer-bytes':
      read.set(progress.layer, progress.bytes);
      return { ...row, bytes: [...read.values()].reduce((sum, bytes) => sum + bytes, 0) };
    case 'layer-done':
      return row;
    case 'cataloging':
      return { ...row, phase: 'cataloging', bytes: row.totalBytes };
    case 'matching':
      return { ...row, phase: 'matching' };
  }
}
