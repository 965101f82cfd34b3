import type { SbomSource } from '#core/scan-report.ts';

/** A document that was scanned in place of an image, for people: `app.cdx.json (CycloneDX 1.6, by syft)`. */
export function describeSbom({ path, format, createdBy }: SbomSource): string {
  const by = createdBy.length === 0 ? '' : `, by ${createdBy.slice(0, 3).join(', ')}`;
  return `${path} (${format}${by})`;
}
