import type { Distro } from '#core/distro.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { Property } from './property.ts';

/** Names of the properties of an image and its distro; their values are JSON. */
export const imagePropertyNames = {
  image: 'plimsoll:image',
  layer: 'plimsoll:layer',
  distro: 'plimsoll:distro',
} as const;

/** Writes which image an SBOM is of, and its layers. Of its configuration nothing is told: environments hold secrets. */
export function imageProperties({ image, layers }: Pick<ScanReport, 'image' | 'layers'>): readonly Property[] {
  const { config: _untold, ...identity } = image;
  return [
    { name: imagePropertyNames.image, value: JSON.stringify(identity) },
    ...layers.map((layer) => ({ name: imagePropertyNames.layer, value: JSON.stringify(layer) })),
  ];
}

/** Writes what os-release said; what follows from it, such as the ecosystem, is found anew by who reads. */
export function distroProperties({ id, versionId, codename, prettyName, idLike }: Distro): readonly Property[] {
  return [{ name: imagePropertyNames.distro, value: JSON.stringify({ id, versionId, codename, prettyName, idLike }) }];
}
