import type { ScanFailures } from '../../api/generated/index.ts';

/** A kind of cause for which scans fail. */
export type Cause = ScanFailures['outcome'];

/** All kinds of causes, those first that one can do something about. */
export const causes = [
  'auth',
  'settings',
  'unreachable',
  'rate-limited',
  'timeout',
  'interrupted',
  'corrupt',
  'too-large',
  'not-found',
  'media-type',
  'platform',
  'unexpected',
] as const satisfies readonly Cause[];
