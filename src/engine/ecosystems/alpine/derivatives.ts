import type { Derivative } from '../ecosystem.ts';

/** postmarketOS's releases, and the branches of Alpine that they are made from (wiki.postmarketos.org/wiki/Releases). */
const postmarketOs: Readonly<Record<string, string>> = {
  'v21.12': 'v3.15',
  'v22.06': 'v3.16',
  'v22.12': 'v3.17',
  'v23.06': 'v3.18',
  'v23.12': 'v3.19',
  'v24.06': 'v3.20',
  'v24.12': 'v3.21',
  'v25.06': 'v3.22',
};

/** Distros that take most of their packages from a branch of Alpine. */
export const derivatives: readonly Derivative[] = [
  {
    osReleaseIds: ['postmarketos'],
    differs: 'takes the packages of Alpine as they are, and adds some of its own',
    follows: ({ versionId = '' }) => {
      const release = postmarketOs[`v${versionId.replace(/^v/, '')}`];
      return release === undefined ? undefined : { release };
    },
  },
];
