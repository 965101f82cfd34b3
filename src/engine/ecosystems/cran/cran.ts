import type { Ecosystem } from '../ecosystem.ts';

/** CRAN: packages of R, whose names are case-sensitive. */
export const cran = {
  name: 'cran',
  displayName: 'CRAN',
  purlType: 'cran',
  osvName: 'CRAN',
  versionScheme: 'cran',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
