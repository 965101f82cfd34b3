import type { Ecosystem } from '../ecosystem.ts';

/** LuaRocks: packages of Lua, about which nobody publishes advisories. */
export const luarocks = {
  name: 'luarocks',
  displayName: 'LuaRocks',
  purlType: 'luarocks',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
