import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { findReportFormat } from '#engine/report/index.ts';
import { applyStatements, readVexFile } from '#engine/vex/index.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';

const packages = [npmPackage('a', '1.0.0'), npmPackage('b', '1.0.0')];
const suppressions = [{ by: 'vex', statementId: 's1', reason: 'never called' }] as const;

it.each(['openvex', 'cyclonedx'])('what a report states in %s suppresses the same when it is read', async (name) => {
  const advisoryDatabase = { builtAt: '2026-01-01T00:00:00.000Z', revision: 1, sources: [] };
  const report = scanReport({
    advisoryDatabase,
    packages,
    findings: [finding('CVE-2026-0001', 'a', { suppressions })],
  });
  const path = join(temporaryDirectory(), 'vex.json');
  await writeFile(path, [...(findReportFormat(name)?.format.write(report, { color: false }) ?? [])].join(''));
  const open = [finding('CVE-2026-0001', 'a', {}), finding('CVE-2026-0001', 'b', {})];
  const { findings, problems } = applyStatements(open, report, [await readVexFile(path, defaultLimits)]);
  expect(findings.map((one) => one.suppressions.map(({ reason }) => reason))).toEqual([
    [expect.stringContaining('never called')],
    [],
  ]);
  expect(problems).toEqual([]);
});
