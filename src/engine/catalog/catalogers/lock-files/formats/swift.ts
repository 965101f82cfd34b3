import { asRecords, asString, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Swift Package Manager's lock file, versions 1 to 3; packages are named by their repository, as advisories do. */
export const swiftResolved: LockFormat = {
  name: 'Package.resolved',
  ecosystem: 'swift',
  purlType: 'swift',
  matches: named('Package.resolved'),
  read: (text) => {
    const value = parseJson(text);
    if (!isRecord(value)) return undefined;
    const pins = isRecord(value.object) ? value.object.pins : value.pins;
    return Array.isArray(pins) ? packages(pins) : undefined;
  },
};

function* packages(pins: unknown): Generator<LockedPackage> {
  for (const pin of asRecords(pins)) {
    const location = asString(pin.location) ?? asString(pin.repositoryURL) ?? '';
    const version = isRecord(pin.state) ? asString(pin.state.version) : undefined;
    const [, host, path] =
      /^(?:[a-z+]{1,10}:\/\/)?(?:[^@/]{0,100}@)?([\w.-]{1,200})[:/](\S{1,300})$/i.exec(location) ?? [];
    // Pins of a branch have no version.
    if (host !== undefined && path !== undefined && version !== undefined) {
      yield { name: `${host}/${path.replace(/\/$/, '').replace(/\.git$/, '')}`, version };
    }
  }
}
