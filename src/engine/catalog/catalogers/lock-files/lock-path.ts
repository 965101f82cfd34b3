import type { LockFormat } from './lock-format.ts';
import { lockFormats } from './lock-formats.ts';

/**
 * Directories in which a lock file is one of the files of an installed package, of a tool's store, or of a test: it says what that
 * package's authors worked with, not what this image was built from.
 */
const strangersDirectories = new Set(
  (
    'node_modules bower_components site-packages dist-packages gems vendor vendored third_party .cargo .npm .yarn .pnpm-store .cache ' +
    '.git .m2 .gradle .bundle .julia test tests __tests__ spec testdata fixtures __fixtures__ examples example samples docs doc'
  ).split(' '),
);

/** Places of system packages and of Go's module store. */
const strangersPlaces =
  /^usr\/(?:share|lib|lib64|libexec|local\/go|local\/rustup|local\/cargo|local\/share)\/|(?:^|\/)pkg\/mod\//;

/** The format of the lock file at `path`; undefined for other files, and for lock files that are of no application of this image. */
export function lockFormatOf(path: string, formats: readonly LockFormat[] = lockFormats): LockFormat | undefined {
  const slash = path.lastIndexOf('/');
  const fileName = path.slice(slash + 1);
  const format = formats.find((one) => one.matches(fileName));
  if (format === undefined || strangersPlaces.test(path)) return undefined;
  const directories = path.slice(0, Math.max(0, slash)).split('/');
  return directories.some((one) => strangersDirectories.has(one)) ? undefined : format;
}
