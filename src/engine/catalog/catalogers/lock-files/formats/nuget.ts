import { asString, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** NuGet's lock file (learn.microsoft.com/nuget, "packages.lock.json"), by target framework. */
export const nugetLock: LockFormat = {
  name: 'packages.lock.json',
  ecosystem: 'nuget',
  purlType: 'nuget',
  matches: named('packages.lock.json'),
  read: (text) => {
    const value = parseJson(text);
    return isRecord(value) && isRecord(value.dependencies) ? packages(value.dependencies) : undefined;
  },
};

function* packages(frameworks: Readonly<Record<string, unknown>>): Generator<LockedPackage> {
  for (const framework of Object.values(frameworks)) {
    for (const [name, one] of Object.entries(isRecord(framework) ? framework : {})) {
      const version = isRecord(one) && one.type !== 'Project' ? asString(one.resolved) : undefined;
      if (version !== undefined) yield { name, version };
    }
  }
}
