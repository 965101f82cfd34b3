import type { ExportOptions, ExportResult } from './export-database.ts';
import type { ImportOptions, ImportResult } from './import-database.ts';

/** Writes the advisory database as one file: see `export-database.ts`, which is loaded only then, since every scan loads this part. */
export async function exportAdvisoryDatabase(options: ExportOptions): Promise<ExportResult> {
  const { exportAdvisoryDatabase: run } = await import('./export-database.ts');
  return await run(options);
}

/** Puts an exported database in place: see `import-database.ts`, which is loaded only then. */
export async function importAdvisoryDatabase(options: ImportOptions): Promise<ImportResult> {
  const { importAdvisoryDatabase: run } = await import('./import-database.ts');
  return await run(options);
}
