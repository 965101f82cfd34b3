import { readerKey } from './analyse-layer.ts';
import { catalogers } from './catalogers.ts';
import { distroReader } from './distro/distro-reader.ts';
import { secretReader } from './secrets/secret-reader.ts';
import { traceReader } from './traces/trace-reader.ts';

/** Names all that looks at an image, with versions: an image that was read by another set is read again. */
export function catalogerSet({ secretsInFiles }: { readonly secretsInFiles: boolean }): string {
  const readers = [distroReader, traceReader, ...(secretsInFiles ? [secretReader] : []), ...catalogers];
  return readers.map(readerKey).sort().join(' ');
}
