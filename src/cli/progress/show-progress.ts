import type { ReportProgress } from '#core/progress.ts';
import type { Output } from '../command-context.ts';
import { advance, describeProgress, initialProgress } from './describe-progress.ts';
import { showLine } from './show-line.ts';

/** A line on a terminal that says what a scan does, until `stop`; nothing at all where the output is no terminal. */
export function showProgress(output: Output): { readonly update: ReportProgress; readonly stop: () => void } {
  const layerBytes = new Map<string, number>();
  let state = initialProgress;
  const { stop } = showLine(output, (columns) => describeProgress(state, columns));
  return {
    update: (event) => {
      state = advance(state, event, layerBytes);
    },
    stop,
  };
}
