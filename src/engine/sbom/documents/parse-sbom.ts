import { parseBoundedJson } from '#core/bounded-json.ts';
import { isRecord } from '#core/json.ts';
import { SbomError } from '../sbom-error.ts';
import { cyclonedx } from './cyclonedx.ts';
import { plimsollReport } from './plimsoll-report.ts';
import type { SbomDocument, SbomFormat } from './sbom-document.ts';
import { spdx } from './spdx.ts';
import { isTagValue, tagValueToJson } from './spdx-tag-value.ts';
import { spdx3 } from './spdx3.ts';

/** Every format of SBOMs that is JSON. */
const sbomFormats: readonly SbomFormat[] = [cyclonedx, spdx, spdx3, plimsollReport];

/** How much of a document is taken. */
export interface SbomBounds {
  readonly maxBytes: number;
  readonly maxValues: number;
}

/** CycloneDX nests components in components; nothing that a tool writes nests nearly as deep. */
const maxDepth = 200;

/**
 * Reads an SBOM in any format that is known. `name` is for messages. Throws an {@link SbomError} where the bytes are no SBOM, or too many; wrong
 * types within one are passed over.
 */
export function parseSbom(bytes: Uint8Array, name: string, bounds: SbomBounds): SbomDocument {
  if (bytes.length > bounds.maxBytes) {
    throw new SbomError(
      'sbom/too-large',
      `${name} has ${bytes.length} bytes, more than the ${bounds.maxBytes} that are read of an SBOM`,
    );
  }
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('utf8');
  if (isTagValue(start)) return spdx.read(tagValueToJson(new TextDecoder().decode(bytes)));
  if (/^\ufeff?\s*</.test(start)) {
    throw new SbomError('sbom/unsupported', `${name} is XML, which is not read: convert it to JSON`);
  }
  const parsed = parseBoundedJson(bytes, { ...bounds, maxDepth });
  if (parsed.kind === 'fault')
    throw new SbomError('sbom/not-an-sbom', `${name} is no SBOM that can be read: it ${parsed.reason}`);
  const json = parsed.value;
  const format = isRecord(json) ? sbomFormats.find((one) => one.recognises(json)) : undefined;
  if (format === undefined || !isRecord(json)) {
    const known = sbomFormats.map((one) => one.name).join(', ');
    throw new SbomError('sbom/not-an-sbom', `${name} is no SBOM of a known format (${known}, SPDX tag-value)`);
  }
  return format.read(json);
}
