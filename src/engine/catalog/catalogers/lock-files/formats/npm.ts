import { asString, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

const modules = 'node_modules/';
const versionPattern = /^\d/;

/** npm's lock file in all versions (docs.npmjs.com, "package-lock.json"), and its form that is published. */
export const packageLock: LockFormat = {
  name: 'package-lock.json',
  ecosystem: 'npm',
  purlType: 'npm',
  matches: named('package-lock.json', 'npm-shrinkwrap.json'),
  read: (text) => {
    const value = parseJson(text);
    if (!isRecord(value)) return undefined;
    if (isRecord(value.packages)) return installedPackages(value.packages);
    return isRecord(value.dependencies) || value.lockfileVersion !== undefined || value.name !== undefined
      ? dependencies(value.dependencies)
      : undefined;
  },
};

/** Versions 2 and 3: by the place in the tree. Links lead to workspaces. */
function* installedPackages(packages: Readonly<Record<string, unknown>>): Generator<LockedPackage> {
  for (const [path, one] of Object.entries(packages)) {
    const at = path.lastIndexOf(modules);
    if (at < 0 || !isRecord(one) || one.link === true || one.dev === true) continue;
    const version = asString(one.version) ?? '';
    if (!versionPattern.test(version)) continue;
    const license = asString(one.license);
    const licenses = license === undefined || license.length > 200 ? {} : { licenses: [license] };
    yield { name: asString(one.name) ?? path.slice(at + modules.length), version, ...licenses };
  }
}

/** Version 1: nested by who needs what. An alias gives `npm:NAME@VERSION` for its version. */
function* dependencies(top: unknown): Generator<LockedPackage> {
  const waiting = [top];
  while (waiting.length > 0) {
    const group = waiting.pop();
    for (const [key, one] of Object.entries(isRecord(group) ? group : {})) {
      if (!isRecord(one)) continue;
      waiting.push(one.dependencies);
      const written = asString(one.version) ?? '';
      const alias = /^npm:(@?[^@]{1,214})@(\d.{0,200})$/.exec(written);
      const [name, version] = alias === null ? [key, written] : [alias[1] ?? key, alias[2] ?? ''];
      if (one.dev !== true && versionPattern.test(version)) yield { name, version };
    }
  }
}
