import type { Ecosystem } from '../ecosystem.ts';

/** conda: packages of Anaconda and conda-forge, about which nobody publishes advisories. */
export const conda = {
  name: 'conda',
  displayName: 'conda',
  purlType: 'conda',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
