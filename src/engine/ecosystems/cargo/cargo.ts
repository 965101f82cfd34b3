import type { Ecosystem } from '../ecosystem.ts';

/** Cargo: crates of crates.io, whose versions are semantic versions. */
export const cargo = {
  name: 'cargo',
  displayName: 'Cargo (crates.io)',
  purlType: 'cargo',
  osvName: 'crates.io',
  versionScheme: 'semver',
  advisoriesName: 'package',
  upgradeCommand: ({ name, from, to }) => `cargo update ${name}@${from} --precise ${to}`,
} as const satisfies Ecosystem;
