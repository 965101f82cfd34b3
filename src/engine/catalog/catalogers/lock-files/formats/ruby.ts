import { indentedLines } from '../indented-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Bundler's lock file (bundler.io, "Gemfile.lock"). */
export const gemfileLock: LockFormat = {
  name: 'Gemfile.lock',
  ecosystem: 'rubygems',
  purlType: 'gem',
  matches: named('Gemfile.lock', 'gems.locked'),
  endsWithNewline: true,
  read: (text) => (/^(?:GEM|GIT|PATH|DEPENDENCIES)\s*$/m.test(text) ? specs(text) : undefined),
};

const spec = /^([A-Za-z0-9][\w.-]{0,200}) \((\d[0-9A-Za-z.]{0,100})(?:-([a-z][\w.-]{0,100}))?\)$/;

/** Entries of four blanks below a source; what lies in a path is the application's own. */
function* specs(text: string): Generator<LockedPackage> {
  let section = '';
  for (const { indent, text: line } of indentedLines(text)) {
    if (indent === 0) section = line;
    if (indent !== 4 || (section !== 'GEM' && section !== 'GIT')) continue;
    const [, name, version, platform] = spec.exec(line) ?? [];
    if (name === undefined || version === undefined) continue;
    yield { name, version, ...(platform !== undefined && { qualifiers: { platform } }) };
  }
}
