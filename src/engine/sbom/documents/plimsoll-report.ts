import { asRecords, asString, asStrings, isRecord, type Json } from '#core/json.ts';
import type { SbomDocument, SbomFormat } from './sbom-document.ts';

type Member = Readonly<Record<string, unknown>>;

/** The report that `--format json` writes: its packages, whatever was found of them then. */
export const plimsollReport: SbomFormat = {
  name: 'Plimsoll report',
  recognises: (json) =>
    json.schemaVersion === 1 && isRecord(json.tool) && json.tool.name === 'plimsoll' && Array.isArray(json.packages),
  read,
};

function read(json: Member): SbomDocument {
  return {
    format: 'Plimsoll report 1',
    createdBy: ['plimsoll'],
    components: asRecords(json.packages).map((one) => ({
      kind: 'package',
      name: asString(one.name) ?? '',
      ...(typeof one.version === 'string' && { version: one.version }),
      ...(typeof one.purl === 'string' && { purl: one.purl }),
      licenses: asStrings(one.licenses),
      properties: {},
      own: one as { readonly [field: string]: Json },
    })),
    completeness: json.complete === true ? 'complete' : 'incomplete',
    statements: asRecords(json.problems)
      .filter(({ affectsCoverage }) => affectsCoverage === true)
      .map(({ code, message }) => `${asString(code) ?? ''}: ${asString(message) ?? ''}`),
    own: {
      image: json.image as Json,
      layers: asRecords(json.layers) as readonly Json[],
      ...(isRecord(json.distro) && { distro: json.distro as Json }),
    },
  };
}
