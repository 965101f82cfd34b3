import { packageCondition } from '../../condition-kind.ts';
import { matchesPattern } from '../../matches-pattern.ts';
import { requiresLicense } from '../../requires-license.ts';
import { anyOf } from '../../words.ts';

/** Licences that are not tolerated. */
export const licenseInList = packageCondition({
  name: 'license-in-list',
  displayName: 'Licence in list',
  description:
    'The package cannot be used without a licence of the list: of "A OR B" both must be listed. A package whose licence is not known does not meet it.',
  fields: [
    {
      name: 'licenses',
      label: 'Licences',
      help: 'SPDX identifiers, or names as package managers have them, * for anything: AGPL-3.0-only, GPL-*.',
      kind: 'list',
    },
  ],
  describe: ({ licenses }) => `licence ${anyOf(licenses)}`,
  violates: ({ name, licenses: own }, { licenses }) => {
    const isListed = (license: string) => licenses.some((pattern) => matchesPattern(pattern, license));
    const needed = own.find((license) => requiresLicense(license, isListed));
    return needed === undefined ? false : `${name} is under ${needed}, which is not allowed`;
  },
});
