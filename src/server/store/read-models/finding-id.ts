import { hash } from 'node:crypto';

/** Identifies a finding across tags and scans, as reports do: a hash of vulnerability and package. */
export function findingId(vulnerabilityId: string, packageId: string): string {
  return hash('sha256', `${vulnerabilityId}\0${packageId}`).slice(0, 32);
}
