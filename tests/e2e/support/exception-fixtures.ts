import type { ExceptionPage } from '../../../web/src/api/generated/models.ts';

const made = {
  createdBy: 'admin',
  createdAt: '2026-04-02T10:00:00Z',
  updatedBy: 'admin',
  updatedAt: '2026-04-02T10:00:00Z',
};

/** Accepted risks of every scope and end, one of them expired. */
export const exceptions: ExceptionPage = {
  items: [
    {
      id: 'e1',
      vulnerability: 'CVE-2026-1000',
      package: { type: 'deb', name: 'openssl' },
      scope: { kind: 'repository', repository: 'payments/*' },
      reason: 'mitigated',
      comment: 'The proxy in front of it drops such headers.',
      until: '2999-01-31',
      untilFixed: false,
      state: 'active',
      suppressed: 2,
      isPending: false,
      images: 1000,
      imagesAreAtLeast: true,
      ...made,
    },
    {
      id: 'e2',
      vulnerability: 'CVE-2026-1001',
      scope: { kind: 'image', image: `sha256:${'0'.repeat(64)}` },
      reason: 'accepted',
      comment: 'Goes with the next release.',
      untilFixed: true,
      state: 'active',
      suppressed: 1,
      isPending: false,
      images: 1,
      ...made,
    },
    {
      id: 'e3',
      vulnerability: 'CVE-2026-1002',
      scope: { kind: 'everywhere' },
      reason: 'not-relevant',
      comment: 'No image is reached from outside.',
      until: '2026-05-01',
      untilFixed: false,
      state: 'expired',
      suppressed: 0,
      isPending: false,
      images: 0,
      ...made,
    },
  ],
  total: 3,
};
