import { expect, it } from 'vitest';
import { npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { reportUuid } from './report-uuid.ts';

it('is a UUID, the same for the same report and another for another report or format', () => {
  const report = scanReport({});
  const uuid = reportUuid(report, 'spdx');
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(reportUuid(scanReport({}), 'spdx')).toBe(uuid);
  expect(reportUuid(report, 'cyclonedx')).not.toBe(uuid);
  expect(reportUuid(scanReport({ packages: [npmPackage('a', '1')] }), 'spdx')).not.toBe(uuid);
  expect(reportUuid({ ...report, finishedAt: '2026-01-01T00:00:02.000Z' }, 'spdx')).not.toBe(uuid);
});
