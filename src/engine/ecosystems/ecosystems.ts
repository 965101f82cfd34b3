import { almalinux } from './almalinux/almalinux.ts';
import { alpine } from './alpine/alpine.ts';
import { chainguard } from './chainguard/chainguard.ts';
import { debian } from './debian/debian.ts';
import type { Ecosystem } from './ecosystem.ts';
import { npm } from './npm/npm.ts';
import { redHat } from './red-hat/red-hat.ts';
import { rockyLinux } from './rocky-linux/rocky-linux.ts';
import { ubuntu } from './ubuntu/ubuntu.ts';
import { wolfi } from './wolfi/wolfi.ts';

/** Every distro and language whose packages can be looked up. A plug-in's line here is its registration. */
export const ecosystems = [
  debian,
  ubuntu,
  alpine,
  wolfi,
  chainguard,
  almalinux,
  rockyLinux,
  redHat,
  npm,
] as const satisfies readonly Ecosystem[];

/** Finds an ecosystem by its name. */
export function findEcosystem(name: string, among: readonly Ecosystem[] = ecosystems): Ecosystem | undefined {
  return among.find((ecosystem) => ecosystem.name === name);
}
