import { packageCondition } from '../../condition-kind.ts';
import { matchesPattern } from '../../matches-pattern.ts';
import { anyOf } from '../../words.ts';

/** Packages that are not tolerated by name. */
export const packageInList = packageCondition({
  name: 'package-in-list',
  displayName: 'Package in list',
  description: 'The package is in the list: by its name, or by name and version. Capitals make no difference.',
  fields: [
    {
      name: 'packages',
      label: 'Packages',
      help: 'name or name@version, * for anything: telnet, event-stream@3.3.6, org.apache.logging.log4j:*.',
      kind: 'list',
    },
  ],
  describe: ({ packages }) => `package ${anyOf(packages)}`,
  violates: ({ name, version }, { packages }) => {
    const listed = packages.find((one) => isListed(one, name, version));
    return listed === undefined ? false : `${name} ${version} is not allowed: the list has ${listed}`;
  },
});

/** An `@` at the beginning is part of a name, as npm's scopes have it. */
function isListed(entry: string, name: string, version: string): boolean {
  const at = entry.lastIndexOf('@');
  if (at <= 0) return matchesPattern(entry, name);
  return matchesPattern(entry.slice(0, at), name) && matchesPattern(entry.slice(at + 1), version);
}
