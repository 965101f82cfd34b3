import { createHash } from 'node:crypto';

/** Identifies a finding across tags and scans, as reports do: a hash of vulnerability and package. */
export function findingId(vulnerabilityId: string, packageId: string): string {
  return createHash('sha256').update(`${vulnerabilityId}\n${packageId}`).digest('hex').slice(0, 32);
}
