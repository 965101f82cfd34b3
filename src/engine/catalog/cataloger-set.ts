import { readerKey } from './analyse-layer.ts';
import type { Cataloger } from './cataloger.ts';
import { catalogers } from './catalogers.ts';
import { distroReader } from './distro/distro-reader.ts';
import { secretReader } from './secrets/secret-reader.ts';
import { traceReader } from './traces/trace-reader.ts';

/** Names all that looks at an image, with versions: an image that was read by another set is read again. */
export function catalogerSet(options: {
  readonly secretsInFiles: boolean;
  readonly catalogers?: readonly Cataloger[];
}): string {
  const readers = [
    distroReader,
    traceReader,
    ...(options.secretsInFiles ? [secretReader] : []),
    ...(options.catalogers ?? catalogers),
  ];
  return readers.map(readerKey).sort().join(' ');
}
