import type { Ecosystem } from '../ecosystem.ts';

/** PyPI: names are compared without case, and any run of `-`, `_` and `.` is one dash (PEP 503). */
export const pypi = {
  name: 'pypi',
  displayName: 'PyPI',
  purlType: 'pypi',
  osvName: 'PyPI',
  versionScheme: 'pep440',
  advisoriesName: 'package',
  normaliseName: (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-'),
  upgradeCommand: ({ name, to }) => `python -m pip install '${name}==${to}'`,
} as const satisfies Ecosystem;
