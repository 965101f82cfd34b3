import type { Ecosystem } from '../ecosystem.ts';

/**
 * Programs that no package manager installed, known by what they say of themselves. The National Vulnerability Database speaks of
 * them, by their CPE names.
 */
export const binary = {
  name: 'binary',
  displayName: 'programs that no package manager installed',
  purlType: 'generic',
  advisoriesElsewhere: 'https://nvd.nist.gov',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
