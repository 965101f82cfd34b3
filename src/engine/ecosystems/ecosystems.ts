import type { Ecosystem } from './ecosystem.ts';

/** Every distro and language whose packages can be looked up. */
export const ecosystems = [] as readonly Ecosystem[];

/** Finds an ecosystem by its name. */
export function findEcosystem(name: string, among: readonly Ecosystem[] = ecosystems): Ecosystem | undefined {
  return among.find((ecosystem) => ecosystem.name === name);
}
