import { textLines } from '../../../text-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Stack's lock file (docs.haskellstack.org, "Lock files"): what it adds to a snapshot, which names the rest. */
export const stackLock: LockFormat = {
  name: 'stack.yaml.lock',
  ecosystem: 'hackage',
  purlType: 'hackage',
  matches: named('stack.yaml.lock'),
  endsWithNewline: true,
  read: (text) => (/^(?:packages|snapshots):/m.test(text) ? matching(text, completed) : undefined),
};

/** Cabal's freeze file (cabal.readthedocs.io, `cabal freeze`). */
export const cabalFreeze: LockFormat = {
  name: 'cabal.project.freeze',
  ecosystem: 'hackage',
  purlType: 'hackage',
  matches: named('cabal.project.freeze'),
  endsWithNewline: true,
  read: (text) => (/^constraints:/m.test(text) ? matching(text, constraint) : undefined),
};

const completed = /\bhackage:\s{0,8}([A-Za-z0-9-]{1,200})-(\d[\d.]{0,100})@/;
const constraint = /\bany\.([A-Za-z0-9-]{1,200})\s{0,8}==\s{0,8}(\d[\d.]{0,100})/;

/** `completed` of a package is given twice, as what was asked for and what that came to. */
function* matching(text: string, pattern: RegExp): Generator<LockedPackage> {
  for (const line of textLines(text)) {
    const [, name, version] = pattern.exec(line.slice(0, 2000)) ?? [];
    if (name !== undefined && version !== undefined) yield { name, version };
  }
}
