import type { RegistryVendor } from './registry-vendor.ts';
import { acr } from './vendors/acr/acr.ts';
import { artifactory } from './vendors/artifactory/artifactory.ts';
import { digitalocean } from './vendors/digitalocean/digitalocean.ts';
import { dockerHub } from './vendors/docker-hub/docker-hub.ts';
import { dockerV2 } from './vendors/docker-v2/docker-v2.ts';
import { ecr } from './vendors/ecr/ecr.ts';
import { ecrPublic } from './vendors/ecr-public/ecr-public.ts';
import { gar } from './vendors/gar/gar.ts';
import { gcr } from './vendors/gcr/gcr.ts';
import { ghcr } from './vendors/ghcr/ghcr.ts';
import { gitlab } from './vendors/gitlab/gitlab.ts';
import { harbor } from './vendors/harbor/harbor.ts';
import { icr } from './vendors/icr/icr.ts';
import { nexus } from './vendors/nexus/nexus.ts';
import { openshift } from './vendors/openshift/openshift.ts';
import { quay } from './vendors/quay/quay.ts';

/** Every kind of registry; the first that recognises a host has it, and the last takes any. */
export const registryVendors = [
  dockerHub,
  ghcr,
  ecr,
  ecrPublic,
  acr,
  gar,
  gcr,
  harbor,
  quay,
  artifactory,
  nexus,
  gitlab,
  icr,
  openshift,
  digitalocean,
  dockerV2,
] as const satisfies readonly RegistryVendor[];

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
