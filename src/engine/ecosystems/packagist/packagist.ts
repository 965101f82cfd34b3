import type { Ecosystem } from '../ecosystem.ts';

/** Packagist: names are `vendor/package`, compared without case. */
export const packagist = {
  name: 'packagist',
  displayName: 'Packagist (Composer)',
  purlType: 'composer',
  osvName: 'Packagist',
  versionScheme: 'composer',
  advisoriesName: 'package',
  normaliseName: (name: string) => name.toLowerCase(),
  upgradeCommand: ({ name, to }) => `composer update ${name} --with ${name}:${to} --with-all-dependencies`,
} as const satisfies Ecosystem;
