import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { type AdvisoryDatabase, openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { findReportFormat, reportFormatNames } from '#engine/report/index.ts';
import { scanImage } from '#engine/scan-image.ts';
import { scanSbom } from '#engine/scan-sbom.ts';
import { updateFrom } from '#tests/support/feeds/update.ts';
import { type OfficialSchema, schemaViolations } from '#tests/support/official-schemas.ts';
import { sharedImage } from '#tests/support/open-shared-image.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { tagsOf } from '#tests/support/tags-of.ts';

const feeds = join(sharedDirectory, 'feeds');
const changelog = join(feeds, 'derived/Debian-changelog/all.zip');
const isMissing = missingShared('feeds/osv', 'feeds/derived/Debian-changelog/all.zip', 'images');
const images = isMissing ? [] : readdirSync(join(sharedDirectory, 'images')).filter((file) => file.includes('.tar'));
const schemas: Readonly<Record<string, OfficialSchema>> = {
  cyclonedx: 'cyclonedx-1.6',
  'cyclonedx@1.7': 'cyclonedx-1.7',
  spdx: 'spdx-2.3',
  spdx3: 'spdx-3.0.1',
  sarif: 'sarif',
};

describe.skipIf(isMissing)('reports of real images [needs ../shared]', () => {
  let directory = '';
  let database: AdvisoryDatabase;
  const reports = new Map<string, ScanReport>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plimsoll-sbom-'));
    const { path } = await updateFrom(join(directory, 'advisories.sqlite'), { from: feeds, own: [changelog] });
    database = openAdvisoryDatabase(path);
    for (const file of images) reports.set(file, await scan(file));
  });

  afterAll(async () => {
    database.close();
    await rm(directory, { recursive: true });
  });

  const common = () => ({
    advisories: database,
    toolVersion: 'test',
    limits: defaultLimits,
    now: () => new Date('2026-02-04T00:00:00Z'),
  });

  const scan = (file: string): Promise<ScanReport> =>
    scanImage(sharedImage(file), {
      ...common(),
      registryOf: () => expect.unreachable('a local image needs no registry'),
      temporaryDirectory: directory,
      logger: silentLogger,
      signal: new AbortController().signal,
    });

  const write = (name: string, report: ScanReport): string => {
    const { format, version } = findReportFormat(name) ?? expect.unreachable(name);
    return [...format.write(report, { color: false, ...(version !== undefined && { version }) })].join('');
  };

  it('are of images that have findings', () => {
    expect(images.length).toBeGreaterThan(5);
    expect([...reports.values()].filter(({ findings }) => findings.length > 0).length).toBeGreaterThan(4);
  });

  describe.each(images)('%s', (file) => {
    it.each(reportFormatNames({ listsPackages: true }))(
      'has the same packages, findings and coverage when its SBOM is scanned: %s',
      async (name) => {
        const report = reports.get(file) ?? expect.unreachable();
        const path = join(directory, 'sbom');
        await writeFile(path, write(name, report));
        const again = await scanSbom(path, common());
        expect(again.findings).toEqual(report.findings);
        expect(again.distro).toEqual(report.distro);
        expect(again.layers).toEqual(report.layers);
        expect(again.complete).toBe(report.complete);
        expect(again.image.id).toBe(report.image.id);
        const { packages } = again;
        // Licences are kept in the words of each format.
        const unlicensed = (of: readonly Package[]) => of.map((one) => ({ ...one, licenses: [] }));
        expect(unlicensed(packages)).toEqual(unlicensed(report.packages));
        const licensed = (of: ScanReport) => of.packages.filter(({ licenses }) => licenses.length > 0).length;
        expect(licensed(again)).toBe(licensed(report));
      },
    );

    it.skipIf(missingShared('schemas')).each(Object.entries(schemas))(
      'is written as its schema asks: %s',
      (name, schema) => {
        const report = reports.get(file) ?? expect.unreachable();
        expect(schemaViolations(schema, JSON.parse(write(name, report)))).toEqual([]);
      },
    );

    it('is written as well-formed markup', () => {
      const report = reports.get(file) ?? expect.unreachable();
      expect(tagsOf(write('html', report)).filter(({ name }) => name === 'tr').length).toBeGreaterThan(
        report.packages.length,
      );
      const shown = report.findings.filter(({ hidden }) => hidden === undefined);
      expect(tagsOf(write('junit', report)).filter(({ name }) => name === 'failure')).toHaveLength(shown.length);
    });
  });
});
