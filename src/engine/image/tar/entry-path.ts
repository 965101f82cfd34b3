const needsCleaning = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * The path of an entry inside the image: no leading or trailing slash, no `.` or `..`, the empty string for the root.
 * Undefined where it climbs out of the root or holds a NUL, so that no file can be meant by it.
 */
export function normalizeEntryPath(path: string): string | undefined {
  if (path.includes('\0')) return undefined;
  const trimmed = trim(path);
  return needsCleaning.test(trimmed) ? clean(trimmed) : trimmed;
}

/** The directory of a normalised path; the empty string for what lies in the root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last component of a normalised path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What most entries have of what must go: `./` before the path, a slash behind a directory. */
function trim(path: string): string {
  const start = path.startsWith('./') ? 2 : 0;
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return start < end ? path.slice(start, end) : path;
}

function clean(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
