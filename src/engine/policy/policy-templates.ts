import type { PolicyRule } from '#core/policy.ts';

/** Rules to start a policy from. */
export interface PolicyTemplate {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly rules: readonly PolicyRule[];
}

const when = (type: string, options: PolicyRule['conditions'][number]['options'] = {}) => ({ type, options });
const rule = (id: string, ...conditions: PolicyRule['conditions']): PolicyRule => ({ id, conditions });

/**
 * What policies may be started from. Those named after a standard hold what its text asks of an image and a scanner can see, each rule under
 * the number of the requirement; meeting them is not meeting the standard.
 */
export const policyTemplates: readonly PolicyTemplate[] = [
  {
    name: 'severe-with-fix',
    displayName: 'Severe vulnerabilities with a fix',
    description:
      'What is bad and can be mended: critical ones at once, high ones 30 days after their fix, or at once where they can be attacked over a network.',
    rules: [
      rule('critical', when('severity', { level: 'critical' }), when('fix-available')),
      rule('high', when('severity', { level: 'high', comparison: 'exactly' }), when('fix-available', { days: 30 })),
      rule('high-by-network', when('severity', { level: 'high' }), when('attack-by-network'), when('fix-available')),
    ],
  },
  {
    name: 'known-exploited',
    displayName: 'Known to be exploited',
    description: 'What is attacked already, fix or not, and what is bad and likely to be attacked within 30 days.',
    rules: [
      rule('known-exploited', when('known-exploited')),
      rule('likely', when('severity', { level: 'high' }), when('epss-score', { percent: 50 })),
    ],
  },
  {
    name: 'image-hygiene',
    displayName: 'Image hygiene',
    description:
      'How the image is made: no root, no credentials, no remote shell, nothing that is downloaded and run unread, built anew at least once a year.',
    rules: [
      rule('root', when('runs-as-root')),
      rule('secrets', when('secrets-present')),
      rule('ssh', when('exposed-port', { ports: ['22/tcp'] })),
      rule(
        'instructions',
        when('discouraged-instruction', { practices: ['add-from-url', 'pipe-to-shell', 'sudo', 'world-writable'] }),
      ),
      rule('age', when('image-age', { days: 365 })),
    ],
  },
  {
    name: 'end-of-life',
    displayName: 'End of life',
    description:
      'Nothing whose makers have stopped mending it: neither the distro nor a run-time, server or framework.',
    rules: [rule('ended', when('end-of-life'))],
  },
  {
    name: 'end-of-life-soon',
    displayName: 'End of life within 90 days',
    description: 'Time to move on: support of the distro, or of a run-time, server or framework, ends within 90 days.',
    rules: [rule('ending', when('end-of-life', { days: 90 }))],
  },
  {
    name: 'complete-coverage',
    displayName: 'Complete coverage',
    description:
      'Everything in the image could be read and looked up, so that no other policy passes for want of knowledge.',
    rules: [rule('incomplete', when('coverage-incomplete'))],
  },
  {
    name: 'pci-dss-4.0.1',
    displayName: 'PCI DSS 4.0.1',
    description:
      'What PCI DSS 4.0.1 asks and an image shows: patches for critical vulnerabilities are installed within one month of their release (6.3.3); passwords of accounts of applications and systems that somebody can log in with are not hard coded in scripts, configuration or own source code (8.6.2), of which any credential that is found here is taken as a sign.',
    rules: [
      rule('6.3.3', when('severity', { level: 'critical' }), when('fix-available', { days: 30 })),
      rule('8.6.2', when('secrets-present')),
    ],
  },
  {
    name: 'nist-sp-800-190',
    displayName: 'NIST SP 800-190',
    description:
      'What NIST SP 800-190 recommends for images and an image shows: no vulnerabilities above a CVSS score that you choose, 7.0 here (4.1.1); a user without privileges, and no SSH (4.1.2); no secrets in clear text (4.1.4).',
    rules: [
      rule('4.1.1', when('cvss-score', { minimum: 7 })),
      rule('4.1.2-user', when('runs-as-root')),
      rule('4.1.2-ssh', when('exposed-port', { ports: ['22/tcp'] })),
      rule('4.1.4', when('secrets-present')),
    ],
  },
];
