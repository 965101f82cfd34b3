import type { ApiTokenList, NewApiToken } from '../../../web/src/api/generated/models.ts';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

/** Tokens of every kind: used, never used, about to expire, expired. */
export const tokens: ApiTokenList = {
  items: [
    {
      id: 't1',
      name: 'pipeline of payments',
      scope: 'scan',
      createdAt: at(-2000),
      expiresAt: at(5000),
      lastUsedAt: at(-2),
    },
    { id: 't2', name: 'wall display', scope: 'read', createdAt: at(-500), expiresAt: at(100) },
    { id: 't3', name: 'set-up', scope: 'admin', createdAt: at(-9000), expiresAt: at(-10), lastUsedAt: at(-300) },
  ],
};

/** A token as it is shown once. */
export const newToken: NewApiToken = {
  id: 't4',
  name: 'my laptop',
  scope: 'read',
  createdAt: at(0),
  expiresAt: at(2160),
  token: 'plimsoll_4m8Tq2Zr6Xc0Vb1Nw3Ky5Ls7Jd9Hf2Ga4',
};
