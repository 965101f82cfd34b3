import { type Digest, parseDigest } from '#core/digest.ts';
import type { SbomComponent } from '../documents/sbom-document.ts';

/** Where a document says that a package lies; `layer` is a diffId. */
export interface SbomLocation {
  readonly path: string;
  readonly layer?: Digest;
  readonly line?: number;
}

const maxLocations = 1000;

/** Paths and layers as Syft numbers them (`syft:location:0:path`), or the one that Trivy gives. Paths lose their leading slash. */
export function foreignLocations({ properties }: SbomComponent): readonly SbomLocation[] {
  const locations: SbomLocation[] = [];
  for (let index = 0; index < maxLocations; index += 1) {
    const path = properties[`syft:location:${index}:path`]?.[0];
    if (path === undefined) break;
    locations.push(locationOf(path, properties[`syft:location:${index}:layerID`]?.[0]));
  }
  const path = properties['aquasecurity:trivy:FilePath']?.[0] ?? properties['aquasecurity:trivy:PkgPath']?.[0];
  const layer = properties['aquasecurity:trivy:LayerDiffID']?.[0];
  if (path !== undefined) locations.push(locationOf(path, layer));
  return locations;
}

function locationOf(path: string, layer: string | undefined): SbomLocation {
  const digest = layer === undefined ? undefined : parseDigest(layer);
  return { path: path.replace(/^\/+/, ''), ...(digest !== undefined && { layer: digest }) };
}
