import type { UpdateProgress } from '#engine/advisories/index.ts';
import type { Output } from '../command-context.ts';
import { showLine } from '../progress/show-line.ts';

/** A line on a terminal that says which feed is fetched or loaded; nothing where the output is no terminal. */
export function showUpdateProgress(output: Output): { readonly update: (event: UpdateProgress) => void; stop(): void } {
  let text = 'Starting';
  const line = showLine(output, () => text);
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
