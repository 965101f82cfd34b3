import type { Ecosystem } from '../ecosystem.ts';

/** Julia: packages of the General registry. */
export const julia = {
  name: 'julia',
  displayName: 'Julia',
  purlType: 'julia',
  osvName: 'Julia',
  versionScheme: 'julia',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
