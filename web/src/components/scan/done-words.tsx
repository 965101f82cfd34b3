import type { Scan } from '../../api/generated/index.ts';
import { useStatus } from '../../api/status.ts';
import { nothingToScan } from '../artifact/kind-words.ts';

/** What came of a scan that is done. Nothing is said to be looked up as long as there are no advisories; once there are, everything is. */
export function DoneWords({ scan: { artifact, unchanged } }: { readonly scan: Scan }) {
  const advisories = useStatus().data?.advisories;
  if (artifact !== undefined) return nothingToScan(artifact);
  if (advisories?.usable === false) return 'Read; not looked up, as there are no advisories';
  return unchanged === true ? 'Known already, result up to date' : 'Read and looked up';
}
