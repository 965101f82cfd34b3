import { record } from '#tests/support/feeds/update.ts';

/** Advisories on two npm packages: `left` has one that is mended and attacked, `right` one that is neither. */
export const npmFlaws = {
  osv: {
    npm: [
      record('GHSA-aaaa', 'npm', 'left', {
        fixed: '2.0.0',
        aliases: ['CVE-2026-0001'],
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
        summary: 'left is wrong',
        details: 'At length.',
        references: [{ type: 'WEB', url: 'https://example.test/1' }],
      }),
      record('GHSA-bbbb', 'npm', 'right', {
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' }],
      }),
    ],
  },
  epss: { 'CVE-2026-0001': 0.5 },
  kev: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }],
};
