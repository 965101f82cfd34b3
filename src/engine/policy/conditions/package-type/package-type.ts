import { packageCondition } from '../../condition-kind.ts';
import { anyOf } from '../../words.ts';

/** Which kind of package it is, by the type that its package URL names (github.com/package-url/purl-spec). */
export const packageType = packageCondition({
  name: 'package-type',
  displayName: 'Package type',
  description: 'The package is of one of these types, as its package URL names them: npm, pypi, maven, golang, deb …',
  fields: [{ name: 'types', label: 'Types', help: 'Types of package URLs: npm, maven, deb.', kind: 'list' }],
  describe: ({ types }) => `package type ${anyOf(types)}`,
  violates: ({ type }, { types }) => types.some((one) => one.toLowerCase() === type),
});
