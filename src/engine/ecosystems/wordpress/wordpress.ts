import type { Ecosystem } from '../ecosystem.ts';

/** Plugins of WordPress, about which nobody publishes advisories freely in a form that could be loaded. */
export const wordpress = {
  name: 'wordpress',
  displayName: 'WordPress plugins',
  purlType: 'wordpress-plugin',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
