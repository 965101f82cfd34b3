import { asRecords, asString } from '#core/json.ts';
import { parseToml } from '../../../parse-toml.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Cargo's lock file (doc.rust-lang.org/cargo, "Cargo.lock"). What has no source is the application's own. */
export const cargoLock: LockFormat = {
  name: 'Cargo.lock',
  ecosystem: 'cargo',
  purlType: 'cargo',
  matches: named('Cargo.lock'),
  read: (text) => {
    const value = parseToml(text);
    return value?.package === undefined && value?.version === undefined ? undefined : crates(value.package);
  },
};

function* crates(list: unknown): Generator<LockedPackage> {
  for (const one of asRecords(list)) {
    if (one.source !== undefined) yield { name: asString(one.name) ?? '', version: asString(one.version) ?? '' };
  }
}
