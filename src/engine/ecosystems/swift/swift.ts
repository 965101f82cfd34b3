import type { Ecosystem } from '../ecosystem.ts';

/** Swift: a package is named by where its repository is, without scheme and `.git` (OSV schema, `SwiftURL`). */
export const swift = {
  name: 'swift',
  displayName: 'Swift',
  purlType: 'swift',
  osvName: 'SwiftURL',
  versionScheme: 'semver',
  advisoriesName: 'package',
  normaliseName: (name: string) =>
    name
      .toLowerCase()
      .replace(/^[a-z]{1,10}:\/\//, '')
      .replace(/\.git$/, ''),
} as const satisfies Ecosystem;
