import { indentedLines, unquoted } from '../indented-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** pnpm's lock file, versions 5 to 9 (github.com/pnpm/spec, "lockfile"). */
export const pnpmLock: LockFormat = {
  name: 'pnpm-lock.yaml',
  ecosystem: 'npm',
  purlType: 'npm',
  matches: named('pnpm-lock.yaml'),
  endsWithNewline: true,
  read: (text) => (/^lockfileVersion:/m.test(text) ? entries(text) : undefined),
};

/** Keys of the section `packages`; an entry says `dev: true` where only development needs it, but in the last version. */
function* entries(text: string): Generator<LockedPackage> {
  let isInPackages = false;
  let current: LockedPackage | undefined;
  for (const { indent, text: line } of indentedLines(text)) {
    if (indent === 4 && line === 'dev: true') current = undefined;
    if (indent > 2) continue;
    if (current !== undefined) yield current;
    current = undefined;
    if (indent === 0) isInPackages = line === 'packages:';
    else if (isInPackages && indent === 2) current = packageOfKey(line);
  }
  if (current !== undefined) yield current;
}

/** `/@s/name/1.0.0_peer@2:`, `/@s/name@1.0.0(peer@2):`, `'@s/name@1.0.0':`; keys that are addresses or files have no version. */
function packageOfKey(line: string): LockedPackage | undefined {
  const end = /:(?: |$)/.exec(line);
  if (end === null) return undefined;
  const key = unquoted(line.slice(0, end.index)).replace(/^\//, '');
  const peers = key.indexOf('(');
  const plain = peers < 0 ? key : key.slice(0, peers);
  const at = plain.indexOf('@', 1);
  const slash = plain.indexOf('/', plain.startsWith('@') ? plain.indexOf('/') + 1 : 0);
  const split = slash > 0 && /^\d/.test(plain.slice(slash + 1)) ? slash : at;
  const version = plain.slice(split + 1).split('_', 1)[0] ?? '';
  return split > 0 && /^\d/.test(version) ? { name: plain.slice(0, split), version } : undefined;
}
