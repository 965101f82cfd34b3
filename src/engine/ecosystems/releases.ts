import type { OsRelease } from './ecosystem.ts';

/** The first `parts` numbers of `VERSION_ID`, `3.9` of `3.9.4`; undefined where it does not begin with that many. */
export function leadingVersion(osRelease: OsRelease, parts: number): string | undefined {
  const numbers = osRelease.versionId?.split('.').slice(0, parts) ?? [];
  return numbers.length === parts && numbers.every((number) => /^\d{1,5}$/.test(number))
    ? numbers.join('.')
    : undefined;
}
