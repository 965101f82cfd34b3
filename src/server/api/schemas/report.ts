import Type from 'typebox';
import type { ScanReport } from '#core/scan-report.ts';
import { reportFormats } from '#engine/report/index.ts';

const scanReport = {
  type: 'object',
  additionalProperties: true,
  description: 'A ScanReport (schemaVersion 1): image, distro, layers, packages, findings, problems, complete.',
};

const text = { schema: { type: 'string', description: 'The report in the format asked for.' } };
const json = {
  schema: { type: 'object', additionalProperties: true, description: 'The report in the format asked for.' },
};
const mediaTypes = reportFormats.map(({ mediaType }) => mediaType.split(';')[0] ?? '');

/** The report as the command line writes it, in every format; each is described where reports are. */
export const reportAnswer = Type.Unsafe<ScanReport | string>({
  description: 'The report.',
  content: {
    ...Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, /[/+]json$/.test(mediaType) ? json : text])),
    'application/json': { schema: scanReport },
  },
});
