import type { Ecosystem } from '../ecosystem.ts';

/** RubyGems: names are case-sensitive. */
export const rubygems = {
  name: 'rubygems',
  displayName: 'RubyGems',
  purlType: 'gem',
  osvName: 'RubyGems',
  versionScheme: 'gem',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
