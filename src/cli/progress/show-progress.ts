import type { ScanProgress } from '#core/progress.ts';
import type { Output } from '../command-context.ts';
import { advance, describeProgress, initialProgress } from './describe-progress.ts';

export interface ProgressDisplay {
  readonly update: (event: ScanProgress) => void;
  /** Takes the display away; calling it again does nothing. */
  stop(): void;
}

const intervalMs = 100;
const clearLine = '\r\u001b[2K';

/** A line on a terminal that says what the scan does; nothing at all where the output is no terminal. */
export function showProgress(output: Output): ProgressDisplay {
  if (output.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const layerBytes = new Map<string, number>();
  let state = initialProgress;
  const draw = () => void output.write(`${clearLine}${describeProgress(state, (output.columns ?? 80) - 1)}`);
  const timer = setInterval(draw, intervalMs);
  timer.unref();
  let isStopped = false;
  return {
    update: (event) => {
      state = advance(state, event, layerBytes);
    },
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      clearInterval(timer);
      output.write(clearLine);
    },
  };
}
