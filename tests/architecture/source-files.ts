import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One import as written, and the repository path that it leads to where it is a file of ours. */
export interface Import {
  readonly specifier: string;
  readonly target: string | undefined;
  readonly isType: boolean;
}

/** A source file of the repository. `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Reads and parses every TypeScript file below the given folders of the repository. */
export function readSourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
      .map((entry) => posix.relative(root, join(entry.parentPath, entry.name)))
      .map((path) => parseSourceFile(path, readFileSync(join(root, path), 'utf8'))),
  );
}

/** Parses one file's imports: static, dynamic with a literal, and re-exports. */
export function parseSourceFile(path: string, text: string): SourceFile {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: string, isType: boolean) =>
    found.push({ specifier, target: resolve(path, specifier), isType });
  for (const one of module.staticImports) {
    add(one.moduleRequest.value, one.entries.length > 0 && one.entries.every((entry) => entry.isType));
  }
  for (const one of module.staticExports) {
    for (const entry of one.entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType);
  }
  for (const one of module.dynamicImports) {
    const written = text.slice(one.moduleRequest.start, one.moduleRequest.end);
    if (/^(['"]).*\1$/.test(written)) add(written.slice(1, -1), false);
  }
  return { path, text, imports: found };
}

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(dirname(from), specifier);
  if (specifier.startsWith('#tests/')) return specifier.slice(1);
  if (specifier.startsWith('#api/')) return `web/src/api/generated/${specifier.slice('#api/'.length)}`;
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  return undefined;
}
