import type { Ecosystem } from '../ecosystem.ts';

/** Pub: packages of Dart and Flutter. */
export const pub = {
  name: 'pub',
  displayName: 'Pub',
  purlType: 'pub',
  osvName: 'Pub',
  versionScheme: 'pub',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
