import { indentedLines, unquoted, valueAfter } from '../indented-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Yarn's lock file: the first version's own format, and that of later ones, which is YAML (yarnpkg.com, "yarn.lock"). */
export const yarnLock: LockFormat = {
  name: 'yarn.lock',
  ecosystem: 'npm',
  purlType: 'npm',
  matches: named('yarn.lock'),
  endsWithNewline: true,
  read: (text) => (/^# yarn lockfile v1|^__metadata:/m.test(text) ? entries(text) : undefined),
};

function* entries(text: string): Generator<LockedPackage> {
  let descriptor: string | undefined;
  let version: string | undefined;
  let resolution: string | undefined;
  for (const line of indentedLines(text, { withEnd: true })) {
    if (line.indent === 0) {
      const found = lockedPackage(descriptor, resolution, version);
      if (found !== undefined) yield found;
      [descriptor, version, resolution] = [firstDescriptor(line.text), undefined, undefined];
    } else if (line.indent === 2) {
      version ??= valueAfter(line.text, 'version');
      resolution ??= valueAfter(line.text, 'resolution');
    }
  }
}

/** `"@s/name@^1.0.0", "@s/name@~1":` → `@s/name@^1.0.0` */
function firstDescriptor(line: string): string {
  const end = line.startsWith('"') ? line.indexOf('"', 1) + 1 : line.search(/[,:](?:\s|$)/);
  return unquoted(end > 0 ? line.slice(0, end) : line).split(', ', 1)[0] ?? '';
}

/** Later versions give the resolution, `name@npm:1.0.0`; workspaces and patches have others. */
function lockedPackage(
  descriptor: string | undefined,
  resolution: string | undefined,
  version: string | undefined,
): LockedPackage | undefined {
  if (version === undefined || descriptor === undefined || descriptor === '__metadata') return undefined;
  if (resolution !== undefined) {
    const at = resolution.indexOf('@npm:', 1);
    return at < 0 || !/^\d/.test(version) ? undefined : { name: resolution.slice(0, at), version };
  }
  const [name, range] = splitDescriptor(descriptor);
  if (!range.startsWith('npm:')) return /^(?:file|link|portal|workspace):/.test(range) ? undefined : { name, version };
  const [real] = splitDescriptor(range.slice('npm:'.length));
  return { name: real, version };
}

function splitDescriptor(descriptor: string): readonly [name: string, range: string] {
  const at = descriptor.indexOf('@', 1);
  return at < 0 ? [descriptor, ''] : [descriptor.slice(0, at), descriptor.slice(at + 1)];
}
