import { packageCondition } from '../../condition-kind.ts';
import { matchesPattern } from '../../matches-pattern.ts';
import { requiresLicense } from '../../requires-license.ts';
import { anyOf } from '../../words.ts';

/** Licences other than those that are tolerated. */
export const licenseNotInList = packageCondition({
  name: 'license-not-in-list',
  displayName: 'Licence not in list',
  description:
    'The package cannot be used with licences of the list alone: of "A OR B" one must be listed, of "A AND B" both. A package whose licence is not known meets it only where that is asked for.',
  fields: [
    {
      name: 'licenses',
      label: 'Allowed licences',
      help: 'SPDX identifiers, or names as package managers have them, * for anything: MIT, Apache-2.0, BSD-*.',
      kind: 'list',
    },
    {
      name: 'unknownToo',
      label: 'Unknown ones too',
      help: 'Whether packages meet it whose licence is not known.',
      kind: 'switch',
      optional: true,
    },
  ],
  describe: ({ licenses, unknownToo }) =>
    `licence other than ${anyOf(licenses)}${unknownToo === true ? ', or unknown' : ''}`,
  violates: ({ name, licenses: own }, { licenses, unknownToo }) => {
    const stated = own.filter((license) => license.trim() !== '');
    if (stated.length === 0) return unknownToo === true ? `nobody says under which licence ${name} is` : false;
    const isOther = (license: string) => !licenses.some((pattern) => matchesPattern(pattern, license));
    const other = stated.find((license) => requiresLicense(license, isOther));
    return other === undefined ? false : `${name} is under ${other}, which is not among those that are allowed`;
  },
});
