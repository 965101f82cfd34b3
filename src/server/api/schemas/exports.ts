import Type, { type TSchema } from 'typebox';
import { imageFilter, imageOrder } from './image-query.ts';
import { imageSummary } from './images.ts';
import { listOf, model, oneOf, words } from './model.ts';
import { operation } from './operation.ts';
import { severity } from './severity-counts.ts';
import { fixState } from './vulnerabilities.ts';

const format = Type.Optional(
  oneOf(['csv', 'json', 'ndjson'], 'csv, a JSON list, or a JSON object on each line.', { default: 'csv' }),
);

/** A row of the export of findings. */
export const exportedFinding = model('ExportedFinding', 'A finding of an image, as a row that stands by itself.', {
  registryName: Type.String({ description: 'Name of the registry.' }),
  repository: Type.String({ description: 'The repository that holds the image, with its host.' }),
  tags: words('Tags that point to the image there.'),
  reference: Type.String({ description: 'A reference that can be pulled.' }),
  imageId: Type.String({ description: 'Digest of its configuration.' }),
  platform: Type.String({ description: '`os/architecture[/variant]`.' }),
  vulnerabilityId: Type.String({ description: 'The vulnerability.' }),
  severity,
  cvssScore: Type.Optional(Type.Number({ description: '0 to 10; absent where there is no score.' })),
  epss: Type.Optional(Type.Number({ description: 'EPSS probability, 0 to 1; absent where there is none.' })),
  knownExploited: Type.Boolean({
    description: "Whether it is in CISA's catalogue of known exploited vulnerabilities.",
  }),
  exploitable: Type.Boolean({ description: 'Whether it is known to be attacked or has a public exploit.' }),
  fixState,
  fixVersions: words('Versions that mend it.'),
  packageType: Type.String({ description: 'purl type of the package: `deb`, `npm`.' }),
  packageName: Type.String({ description: 'Its name.' }),
  packageVersion: Type.String({ description: 'Its version.' }),
  packageId: Type.String({ description: 'Its purl.' }),
  summary: Type.String({ description: 'What it is, in a line.' }),
});

export const exportModels = [exportedFinding];

/** The answer of an export whose rows are of a model. */
function fileOf(row: TSchema) {
  return Type.Unsafe<string>({
    description: 'Everything that was asked for, as it comes: there is no limit.',
    content: {
      'text/csv': { schema: { type: 'string', description: 'A row for each, with a head row.' } },
      'application/json': { schema: listOf(row, 'All of them.') },
      'application/x-ndjson': { schema: { type: 'string', description: 'The same, an object on each line.' } },
    },
  });
}

/** Files of exactly what a listing shows. */
export const exportOperations = {
  exportImages: operation('GET', '/exports/images', {
    operationId: 'exportImages',
    summary: 'All images that a listing with these parameters has on all its pages, as a file.',
    tags: ['images'],
    querystring: Type.Object({ format, ...imageFilter, ...imageOrder }),
    response: { 200: fileOf(imageSummary) },
  }),
  exportFindings: operation('GET', '/exports/findings', {
    operationId: 'exportFindings',
    summary: 'All findings of those images, as a file; what is asked of findings holds for each of them.',
    tags: ['images'],
    querystring: Type.Object({ format, ...imageFilter }),
    response: { 200: fileOf(exportedFinding) },
  }),
};
