import { asString, asStrings, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Conan's lock file, versions 1 and 2 (docs.conan.io, "Lockfiles"): `name/version@user/channel#revision`. */
export const conanLock: LockFormat = {
  name: 'conan.lock',
  ecosystem: 'conan',
  purlType: 'conan',
  matches: named('conan.lock'),
  read: (text) => {
    const value = parseJson(text);
    if (!isRecord(value)) return undefined;
    if (Array.isArray(value.requires)) return asStrings(value.requires).flatMap(packageOf);
    const nodes = isRecord(value.graph_lock) ? value.graph_lock.nodes : undefined;
    if (!isRecord(nodes)) return undefined;
    return Object.values(nodes).flatMap((node) => (isRecord(node) ? packageOf(asString(node.ref) ?? '') : []));
  },
};

/** The application itself, in version 1, has no version, or one without a revision. */
function packageOf(reference: string): readonly LockedPackage[] {
  const [, name, version] = /^([\w.+-]{1,200})\/([^\s@#%/]{1,200})/.exec(reference) ?? [];
  return name === undefined || version === undefined || version === 'None' ? [] : [{ name, version }];
}
