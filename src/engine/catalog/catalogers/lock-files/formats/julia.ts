import { asRecords, asString, isRecord } from '#core/json.ts';
import { parseToml } from '../../../parse-toml.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

const manifestNames = named('Manifest.toml', 'JuliaManifest.toml');

/** Julia's manifest (pkgdocs.julialang.org, "Manifest.toml"), versions 1 and 2. Entries without version are of the standard library. */
export const juliaManifest: LockFormat = {
  name: 'Manifest.toml',
  ecosystem: 'julia',
  purlType: 'julia',
  matches: (fileName) => manifestNames(fileName) || /^Manifest-v\d{1,3}\.\d{1,3}\.toml$/.test(fileName),
  read: (text) => {
    const value = parseToml(text);
    if (value === undefined) return undefined;
    return packages(value.manifest_format === undefined ? value : isRecord(value.deps) ? value.deps : {});
  },
};

function* packages(members: Readonly<Record<string, unknown>>): Generator<LockedPackage> {
  for (const [name, entries] of Object.entries(members)) {
    for (const one of asRecords(entries)) {
      const version = asString(one.version);
      const uuid = asString(one.uuid);
      if (version !== undefined && uuid !== undefined) yield { name, version, qualifiers: { uuid } };
    }
  }
}
