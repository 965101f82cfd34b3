import type { Ecosystem } from '../ecosystem.ts';

/** CPAN: packages of Perl. Advisories exist, but none that name versions in a way that others could compare. */
export const cpan = {
  name: 'cpan',
  displayName: 'CPAN',
  purlType: 'cpan',
  advisoriesElsewhere: 'https://github.com/briandfoy/cpan-security-advisory',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
