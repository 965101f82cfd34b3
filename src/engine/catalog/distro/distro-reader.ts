import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, FileReader } from '../cataloger.ts';
import { readText } from '../read-text.ts';
import { decodeText } from '../text-lines.ts';
import { type BuildRecord, buildFile, readBuildFile } from './build-info.ts';
import { parseAssignments } from './parse-os-release.ts';
import { releaseFileNames } from './release-files.ts';

/** What a file that names the distro says: assignments, or a line. */
export type DistroRecord =
  | { readonly kind: 'assignments'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'line'; readonly text: string }
  | BuildRecord;

/** The largest such file that is read, bytes; real ones have a few hundred. */
const maxBytes = 64 * 1024;
const maxBuildBytes = 8 * 1024 * 1024;
const maxLineLength = 256;

const assignmentFiles = new Set(['etc/os-release', 'usr/lib/os-release', 'etc/lsb-release']);
const lineFiles = new Set(['etc/alpine-release', 'etc/debian_version', ...releaseFileNames]);

/** Reads the files that name the distro: os-release(5), what distros had before it, what Red Hat builds from. Works like a cataloger, without packages. */
export const distroReader = {
  name: 'distro',
  version: 2,
  wants: (path) => assignmentFiles.has(path) || lineFiles.has(path) || buildFile(path) !== undefined,
  catalog,
} as const satisfies FileReader<DistroRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<DistroRecord | undefined> {
  const kind = buildFile(file.path);
  if (kind !== undefined) {
    const text = await readText(file, maxBuildBytes, context);
    return text === undefined ? undefined : readBuildFile(kind, file.path, text);
  }
  if (file.size > maxBytes) {
    context.problem(
      'catalog/release-file-too-large',
      `${file.path} has ${file.size} bytes, which no such file has: it is not read`,
    );
    return undefined;
  }
  const text = decodeText(await file.bytes());
  if (lineFiles.has(file.path)) {
    const line = text.split('\n').find((one) => one.trim() !== '');
    return line === undefined ? undefined : { kind: 'line', text: line.trim().slice(0, maxLineLength) };
  }
  const { values, malformedLines } = parseAssignments(text);
  if (malformedLines.length > 0) {
    context.problem(
      'catalog/os-release-malformed',
      `${file.path} has lines that are no assignments (${malformedLines.join(', ')}): they are passed over`,
    );
  }
  return { kind: 'assignments', values: Object.fromEntries(values) };
}
