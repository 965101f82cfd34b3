import type { RegistryVendor } from './registry-vendor.ts';
import { dockerHub } from './vendors/docker-hub/docker-hub.ts';
import { dockerV2 } from './vendors/docker-v2/docker-v2.ts';

/** Every kind of registry; the first that recognises a host has it, and the last takes any. */
export const registryVendors = [dockerHub, dockerV2] as const satisfies readonly RegistryVendor[];

export type RegistryVendorName = (typeof registryVendors)[number]['name'];

/** Finds the vendor of that name, or else the one that recognises that host. */
export function findRegistryVendor(
  hostOrName: string,
  vendors: readonly RegistryVendor[] = registryVendors,
): RegistryVendor | undefined {
  return (
    vendors.find((vendor) => vendor.name === hostOrName) ??
    vendors.find((vendor) => vendor.recognises(hostOrName.toLowerCase()))
  );
}
