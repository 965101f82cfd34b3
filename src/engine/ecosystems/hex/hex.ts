import type { Ecosystem } from '../ecosystem.ts';

/** Hex: packages of Elixir and Erlang. */
export const hex = {
  name: 'hex',
  displayName: 'Hex',
  purlType: 'hex',
  osvName: 'Hex',
  versionScheme: 'hex',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
