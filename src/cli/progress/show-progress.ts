import type { ReportProgress } from '#core/progress.ts';
import type { Output } from '../command-context.ts';
import { advance, describeProgress, initialProgress } from './describe-progress.ts';
import { type QuietOptions, showLine } from './show-line.ts';

/** Says what a scan does, as {@link showLine} does, until `stop`. */
export function showProgress(
  output: Output,
  options: QuietOptions,
): { readonly update: ReportProgress; readonly stop: () => void } {
  const layerBytes = new Map<string, number>();
  let state = initialProgress;
  const { stop } = showLine(output, (columns) => describeProgress(state, columns), options);
  return {
    update: (event) => {
      state = advance(state, event, layerBytes);
    },
    stop,
  };
}
