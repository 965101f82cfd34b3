import { indentedLines, valueAfter } from '../indented-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Dart's lock file (dart.dev, "pubspec.lock"): packages from a server, less those of development and of the SDK. */
export const pubspecLock: LockFormat = {
  name: 'pubspec.lock',
  ecosystem: 'pub',
  purlType: 'pub',
  matches: named('pubspec.lock'),
  endsWithNewline: true,
  read: (text) => (/^packages:/m.test(text) ? entries(text) : undefined),
};

function* entries(text: string): Generator<LockedPackage> {
  let isInPackages = false;
  let name = '';
  let facts = new Map<string, string>();
  for (const { indent, text: line } of indentedLines(text, { withEnd: true })) {
    if (indent <= 2) {
      const version = facts.get('version');
      const isWanted = facts.get('source') === 'hosted' && facts.get('dependency') !== 'direct dev';
      if (isInPackages && version !== undefined && isWanted) yield { name, version };
      facts = new Map();
      name = line.replace(/:$/, '');
      if (indent === 0) isInPackages = line === 'packages:';
    } else if (indent === 4) {
      for (const key of ['version', 'source', 'dependency']) {
        const value = valueAfter(line, key);
        if (value !== undefined) facts.set(key, value);
      }
    }
  }
}
