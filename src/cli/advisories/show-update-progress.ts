import type { UpdateProgress } from '#engine/advisories/index.ts';
import type { Output } from '../command-context.ts';
import { type QuietOptions, showLine } from '../progress/show-line.ts';

/** Says which feed is fetched or loaded, as {@link showLine} does, until `stop`. */
export function showUpdateProgress(
  output: Output,
  options: QuietOptions,
): { readonly update: (event: UpdateProgress) => void; stop(): void } {
  let text = 'Starting';
  const line = showLine(output, () => text, options);
  return {
    update: (event) => {
      text = describe(event);
    },
    stop: line.stop,
  };
}

function describe(event: UpdateProgress): string {
  switch (event.kind) {
    case 'fetching': {
      const size = event.size === undefined ? '' : ` of ${(event.size / 1e6).toFixed(1)}`;
      return `Fetching ${event.source}: ${(event.bytes / 1e6).toFixed(1)}${size} MB`;
    }
    case 'loading':
      return `Loading ${event.source}: ${event.records} records`;
    case 'finishing':
      return 'Finishing the database';
  }
}
