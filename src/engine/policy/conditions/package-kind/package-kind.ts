import { packageCondition } from '../../condition-kind.ts';

/** Types of package URLs whose packages a distro's package manager installs. */
const systemTypes = ['alpm', 'apk', 'deb', 'ebuild', 'opkg', 'rpm'];

/** Whether it came with the distro or with an application. */
export const packageKind = packageCondition({
  name: 'package-kind',
  displayName: 'Kind of package',
  description:
    'The package is one of the distro (deb, rpm, apk …), or any other: of a language, or a program that no package manager installed.',
  fields: [
    {
      name: 'kind',
      label: 'Kind',
      help: 'system: of the distro; application: all others.',
      kind: 'choice',
      choices: ['system', 'application'],
    },
  ],
  describe: ({ kind }) => (kind === 'system' ? 'system package' : 'application package'),
  violates: ({ type }, { kind }) => systemTypes.includes(type) === (kind === 'system'),
});
