import { csv } from './formats/csv/csv.ts';
import { cyclonedx } from './formats/cyclonedx/cyclonedx.ts';
import { gitlab } from './formats/gitlab/gitlab.ts';
import { html } from './formats/html/html.ts';
import { json } from './formats/json/json.ts';
import { junit } from './formats/junit/junit.ts';
import { openvex } from './formats/openvex/openvex.ts';
import { sarif } from './formats/sarif/sarif.ts';
import { spdx } from './formats/spdx/spdx.ts';
import { spdx3 } from './formats/spdx3/spdx3.ts';
import { table } from './formats/table/table.ts';
import type { ReportFormat } from './report-format.ts';

/** Every way to write a report; the first is the default. */
export const reportFormats = [
  table,
  json,
  csv,
  html,
  sarif,
  cyclonedx,
  spdx,
  spdx3,
  gitlab,
  junit,
  openvex,
] as const satisfies readonly ReportFormat[];

export type ReportFormatName = (typeof reportFormats)[number]['name'];

/** A format as asked for, with the version that was named. */
export interface FoundFormat {
  readonly format: ReportFormat;
  readonly version?: string;
}

/** Finds a format by what a person writes, `cyclonedx` or `cyclonedx@1.7`; undefined where there is no such format or version. */
export function findReportFormat(
  text: string,
  formats: readonly ReportFormat[] = reportFormats,
): FoundFormat | undefined {
  const [name, version, ...rest] = text.split('@');
  const format = formats.find((one) => one.name === name);
  if (format === undefined || rest.length > 0) return undefined;
  if (version === undefined) return { format };
  return format.versions?.includes(version) === true ? { format, version } : undefined;
}

/** All that {@link findReportFormat} finds; with `listsPackages` those only that make an SBOM. */
export function reportFormatNames(
  { listsPackages = false }: { readonly listsPackages?: boolean } = {},
  formats: readonly ReportFormat[] = reportFormats,
): readonly string[] {
  return formats
    .filter((format) => !listsPackages || format.listsPackages === true)
    .flatMap(({ name, versions = [] }) => [name, ...versions.map((version) => `${name}@${version}`)]);
}
