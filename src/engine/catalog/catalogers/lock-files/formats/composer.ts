import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Composer's lock file (getcomposer.org, "composer.lock"); `packages-dev` is not read. */
export const composerLock: LockFormat = {
  name: 'composer.lock',
  ecosystem: 'packagist',
  purlType: 'composer',
  matches: named('composer.lock'),
  read: (text) => {
    const value = parseJson(text);
    return isRecord(value) && Array.isArray(value.packages) ? packages(value.packages) : undefined;
  },
};

function* packages(list: unknown): Generator<LockedPackage> {
  for (const one of asRecords(list)) {
    const licenses = asStrings(one.license).filter((license) => license.length <= 200);
    yield {
      name: asString(one.name) ?? '',
      version: asString(one.version) ?? '',
      ...(licenses.length > 0 && { licenses: licenses.slice(0, 20) }),
    };
  }
}
