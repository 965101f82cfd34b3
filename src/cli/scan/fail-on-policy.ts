import type { ScanReport } from '#core/scan-report.ts';
import { PolicyFailure } from '../exit-codes.ts';

/** Throws a {@link PolicyFailure} that names the policies which fail, where any does. */
export function failOnPolicy({ image, verdicts }: Pick<ScanReport, 'image' | 'verdicts'>): void {
  const failed = verdicts.filter(({ outcome }) => outcome === 'fail').map(({ policyName }) => policyName);
  if (failed.length === 0) return;
  const policies = failed.length === 1 ? 'a policy' : `${failed.length} policies`;
  throw new PolicyFailure(`${image.reference} violates ${policies}: ${failed.join(', ')}`);
}
