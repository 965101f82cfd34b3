import { isRecord } from '#core/json.ts';
import type { CatalogContext } from '../../cataloger.ts';
import { createPackPaths, noteTooManyFiles, type OwnedPaths } from '../../owned-paths.ts';
import { parseJson } from '../../parse-json.ts';
import { textLines } from '../../text-lines.ts';

/** A package of which chisel installed parts, with the files of those. */
export type ChiselPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly files?: OwnedPaths;
};

const maxLineLength = 64 * 1024;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,254}$/;
const versionPattern = /^[A-Za-z0-9.+~:_-]{1,512}$/;
const architecturePattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/**
 * Reads a manifest of chisel, unpacked (documentation.ubuntu.com/chisel, "Chisel manifest"): an object on each line, which says by
 * `kind` whether it is a package, or a path and the slices (`PACKAGE_SLICE`) that it is in. Undefined where it is no such thing.
 */
export function parseWall(text: string, problem: CatalogContext['problem']): readonly ChiselPackage[] | undefined {
  const packages = new Map<string, ChiselPackage>();
  const paths = new Map<string, string[]>();
  let isWall = false;
  for (const line of textLines(text)) {
    const entry = line.length > maxLineLength ? undefined : parseJson(line);
    if (!isWall) {
      if (!isRecord(entry) || typeof entry.jsonwall !== 'string') return undefined;
      isWall = true;
    } else if (!isRecord(entry)) problem('catalog/entry-invalid', 'a line is no object: it is left out');
    else if (entry.kind === 'package') addPackage(packages, entry, problem);
    else if (entry.kind === 'path') addPath(paths, entry);
  }
  if (!isWall) return undefined;
  const packPaths = createPackPaths();
  let hasAllFiles = true;
  const result = Array.from(packages.values(), (one) => {
    const files = hasAllFiles ? packPaths(paths.get(one.name) ?? []) : undefined;
    hasAllFiles = files !== undefined;
    return files ? { ...one, files } : one;
  });
  if (!hasAllFiles) noteTooManyFiles({ problem });
  return result;
}

function addPackage(
  packages: Map<string, ChiselPackage>,
  { name, version, arch }: Readonly<Record<string, unknown>>,
  problem: CatalogContext['problem'],
): void {
  if (!isText(name, namePattern) || !isText(version, versionPattern)) {
    problem('catalog/package-invalid', 'an entry is no package with a version: it is left out');
  } else packages.set(name, { name, version, ...(isText(arch, architecturePattern) && { architecture: arch }) });
}

/** Directories end with a slash; of a file in slices of several packages the first has it. */
function addPath(paths: Map<string, string[]>, { path, slices }: Readonly<Record<string, unknown>>): void {
  const slice: unknown = Array.isArray(slices) ? slices[0] : undefined;
  if (typeof path !== 'string' || path.endsWith('/') || typeof slice !== 'string') return;
  const owner = slice.slice(0, Math.max(0, slice.indexOf('_')));
  const known = paths.get(owner);
  if (known === undefined) paths.set(owner, [path]);
  else known.push(path);
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
