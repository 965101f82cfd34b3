import type { Ecosystem } from '../ecosystem.ts';

/** Hackage: packages of Haskell, whose names are case-sensitive. */
export const hackage = {
  name: 'hackage',
  displayName: 'Hackage',
  purlType: 'hackage',
  osvName: 'Hackage',
  versionScheme: 'hackage',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
