import type { Ecosystem } from '../ecosystem.ts';

/** Bitnami: applications that Bitnami builds into its images, each described by an SPDX file beside it. */
export const bitnami = {
  name: 'bitnami',
  displayName: 'Bitnami',
  purlType: 'bitnami',
  osvName: 'Bitnami',
  versionScheme: 'bitnami',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
