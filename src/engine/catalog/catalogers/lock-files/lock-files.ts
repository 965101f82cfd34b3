import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import type { LockedPackage } from './lock-format.ts';
import { lockFormats } from './lock-formats.ts';
import { lockFormatOf } from './lock-path.ts';
import { toPackage } from './to-package.ts';

/** What one lock file names, each once. */
export type LockRecord = { readonly packages: readonly LockedPackage[] };

const maxLockBytes = 8 * 1024 * 1024;
const maxPackages = 50_000;
const namePattern = /^[!-~]{1,300}$/;
const versionPattern = /^[0-9A-Za-z][0-9A-Za-z.!+~_:-]{0,200}$/;

/**
 * Lock files of applications: what they were built from, which is not to say that it is installed. Their packages are marked by their
 * origin, and passed over where something installed answers for them (`answered-lock-files.ts`).
 */
export const lockFiles = {
  name: 'lock-files',
  version: 1,
  about: {
    title: 'Lock files of applications, where nothing installed says what is there',
    reads: lockFormats.map(({ name }) => `\`${name}\``),
    gives: ['origin `lock-file`', 'licences (package-lock.json, composer.lock)'],
    limits: [
      'dependencies of development are left out where the file marks them',
      'packages from paths, and from git where no version is given, are left out',
      'lock files past 8 MiB or 50,000 packages',
    ],
  },
  wants: (path) => lockFormatOf(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<LockRecord>[]) => mergeByPurl(records.flatMap(packagesOf)),
} as const satisfies CatalogerPlugIn<LockRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<LockRecord | undefined> {
  const format = lockFormatOf(file.path);
  const text = await readText(file, maxLockBytes, context);
  if (format === undefined || text === undefined) return undefined;
  const named = format.read(text);
  if (named === undefined) {
    context.problem(
      'catalog/manifest-unreadable',
      `the file cannot be read as ${format.name}: what it names is left out`,
    );
    return undefined;
  }
  if (format.endsWithNewline === true && !text.endsWith('\n')) {
    context.problem(
      'catalog/database-truncated',
      `${format.name} ends in the middle of a line: packages may be missing`,
    );
  }
  const packages = new Map<string, LockedPackage>();
  let invalid = 0;
  for (const one of named) {
    const isValid = namePattern.test(one.name) && versionPattern.test(one.version);
    if (!isValid || packages.size === maxPackages) invalid += 1;
    else packages.set(JSON.stringify([one.name, one.version, one.qualifiers]), one);
  }
  if (invalid > 0) {
    const message = `${invalid} entries of ${format.name} give no name or version, or are beyond the ${maxPackages} that are read`;
    context.problem('catalog/lock-entries-left-out', message);
  }
  return { packages: [...packages.values()] };
}

function packagesOf({ path, record }: PlacedRecord<LockRecord>): readonly CatalogedPackage[] {
  const format = lockFormatOf(path);
  return format === undefined ? [] : record.packages.map((one) => toPackage(one, { format, path }));
}
