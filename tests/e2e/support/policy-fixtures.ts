import type {
  ImageVerdicts,
  ImageViolation,
  Policy,
  PolicyConditionKind,
  PolicyRuleDescriptions,
  PolicySimulation,
  PolicyTemplate,
} from '../../../web/src/api/generated/models.ts';
import { findings, packages } from './image-fixtures.ts';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const imageId = (index: number) => `sha256:${index.toString(16).padStart(64, '0')}`;

/** Kinds of conditions with every kind of field. */
export const policyConditions: { readonly items: readonly PolicyConditionKind[] } = {
  items: [
    {
      type: 'severity',
      displayName: 'Severity',
      description: 'How bad a vulnerability is. One that nobody has rated is not met.',
      subject: 'finding',
      fields: [
        {
          name: 'at',
          label: 'Compared',
          help: 'This severity and worse, or this one alone.',
          kind: 'choice',
          choices: ['least', 'exactly'],
        },
        {
          name: 'severity',
          label: 'Severity',
          help: 'As the list of vulnerabilities shows it.',
          kind: 'choice',
          choices: ['critical', 'high', 'medium', 'low', 'negligible'],
        },
      ],
    },
    {
      type: 'fix-available',
      displayName: 'Fix available',
      description: 'There is a version without the vulnerability.',
      subject: 'finding',
      fields: [
        {
          name: 'days',
          label: 'For at least, days',
          help: 'Since the fix was published; empty: at once.',
          kind: 'number',
          minimum: 0,
          maximum: 36500,
          optional: true,
        },
      ],
    },
    {
      type: 'disclosed-between',
      displayName: 'Disclosed between',
      description: 'The vulnerability became known in this time.',
      subject: 'finding',
      fields: [
        { name: 'from', label: 'From', help: 'The first day, in UTC.', kind: 'date' },
        { name: 'until', label: 'Until', help: 'The last day, in UTC.', kind: 'date', optional: true },
      ],
    },
    {
      type: 'licence',
      displayName: 'Licence',
      description: 'The package is under one of these licences.',
      subject: 'package',
      fields: [{ name: 'licences', label: 'Licences', help: 'SPDX identifiers, such as AGPL-3.0-only.', kind: 'list' }],
    },
    {
      type: 'runs-as-root',
      displayName: 'Runs as root',
      description: 'The image names no user, or root.',
      subject: 'image',
      fields: [],
    },
    {
      type: 'environment',
      displayName: 'Environment variable',
      description: 'The image sets an environment variable.',
      subject: 'image',
      fields: [
        { name: 'name', label: 'Variable', help: 'Its name.', kind: 'text' },
        { name: 'isExact', label: 'Upper and lower case differ', help: 'As on Linux.', kind: 'switch', optional: true },
      ],
    },
  ],
};

const severeWithFix = [
  {
    id: 'critical',
    conditions: [
      { type: 'severity', options: { at: 'least', severity: 'critical' } },
      { type: 'fix-available', options: {} },
    ],
    description: 'Severity critical, and fix available',
    subject: 'finding',
  },
  {
    id: 'high',
    conditions: [
      { type: 'severity', options: { at: 'least', severity: 'high' } },
      { type: 'fix-available', options: { days: 30 } },
    ],
    description: 'Severity at least high, and fix available for 30 days',
    subject: 'finding',
  },
] as const;

/** Rules to start from. */
export const policyTemplates: { readonly items: readonly PolicyTemplate[] } = {
  items: [
    {
      name: 'severe-with-fix',
      displayName: 'Severe, and there is a fix',
      description: 'What one can mend today: critical with a fix, and high with a fix for 30 days.',
      rules: severeWithFix,
    },
    {
      name: 'image-hygiene',
      displayName: 'Image hygiene',
      description: 'How an image is built: not as root, and without secrets.',
      rules: [
        {
          id: 'root',
          conditions: [{ type: 'runs-as-root', options: {} }],
          description: 'Runs as root',
          subject: 'image',
        },
      ],
    },
  ],
};

const everywhere = { registryIds: [], repositories: [], except: [] };
const made = { createdAt: hoursAgo(500), createdBy: 'admin', updatedAt: hoursAgo(30) };

/** Policies of every state. */
export const policies: { readonly items: readonly Policy[] } = {
  items: [
    {
      id: 'severe',
      name: 'Severe with a fix',
      description: 'Mended within a month. Ask the platform team where that cannot be.',
      action: 'fail',
      enabled: true,
      scope: everywhere,
      rules: severeWithFix,
      evaluation: { state: 'done', evaluatedAt: hoursAgo(2) },
      images: { fail: 212, warn: 0, accepted: 14, pass: 978, pending: 38 },
      ...made,
    },
    {
      id: 'payments',
      name: 'Payments: licences and users',
      action: 'warn',
      enabled: true,
      scope: { registryIds: ['team'], repositories: ['payments/*'], except: ['payments/test-*'] },
      rules: [
        {
          id: 'licences',
          conditions: [{ type: 'licence', options: { licences: ['AGPL-3.0-only', 'SSPL-1.0'] } }],
          description: 'Licence AGPL-3.0-only or SSPL-1.0',
          subject: 'package',
        },
        {
          id: 'root',
          conditions: [{ type: 'runs-as-root', options: {} }],
          description: 'Runs as root',
          subject: 'image',
        },
      ],
      evaluation: { state: 'running', progress: 0.42 },
      images: { fail: 0, warn: 9, accepted: 0, pass: 20, pending: 12 },
      ...made,
    },
    {
      id: 'old',
      name: 'Of last year',
      action: 'warn',
      enabled: false,
      scope: everywhere,
      rules: severeWithFix.slice(0, 1),
      evaluation: { state: 'done', evaluatedAt: hoursAgo(900) },
      images: { fail: 0, warn: 0, accepted: 0, pass: 0, pending: 0 },
      ...made,
    },
  ],
};

/** What trying a policy says. */
export const simulation: PolicySimulation = {
  images: 1242,
  violating: 226,
  newlyViolating: 17,
  rules: [
    {
      ruleId: 'rule-1',
      description: 'Severity critical, and fix available',
      violations: 391,
      images: 226,
    },
  ],
  examples: ['payments/api', 'web/storefront'].map((name, index) => ({
    imageId: imageId(index),
    repository: `registry.example:5000/${name}`,
    tags: [`1.${index}.0`],
    violations: 12 - index,
  })),
};

/** What the policies say of an image: violated by findings, by packages and by itself, accepted and kept. */
export const verdicts: ImageVerdicts = {
  outcome: 'fail',
  policies: [
    {
      policyId: 'severe',
      name: 'Severe with a fix',
      action: 'fail',
      outcome: 'fail',
      rules: [
        {
          ruleId: 'critical',
          description: 'Severity critical, and fix available',
          subject: 'finding',
          outcome: 'fail',
          violations: 2,
          accepted: 1,
        },
        {
          ruleId: 'high',
          description: 'Severity at least high, and fix available for 30 days',
          subject: 'finding',
          outcome: 'pass',
          violations: 0,
          accepted: 0,
        },
      ],
    },
    {
      policyId: 'payments',
      name: 'Payments: licences and users',
      action: 'warn',
      outcome: 'warn',
      rules: [
        {
          ruleId: 'licences',
          description: 'Licence AGPL-3.0-only or SSPL-1.0',
          subject: 'package',
          outcome: 'warn',
          violations: 2,
          accepted: 0,
        },
        {
          ruleId: 'root',
          description: 'Runs as root',
          subject: 'image',
          outcome: 'warn',
          violations: 1,
          accepted: 0,
          message: 'It runs as root: give it a user of its own with USER in the Dockerfile.',
        },
      ],
    },
    {
      policyId: 'kept',
      name: 'Support goes on',
      action: 'fail',
      outcome: 'pass',
      rules: [
        {
          ruleId: 'support',
          description: 'Support of something in it has ended',
          subject: 'image',
          outcome: 'pass',
          violations: 0,
          accepted: 0,
        },
      ],
    },
  ],
};

/** What violates one of these rules. */
export function violationsOf(ruleId: string | null): {
  readonly items: readonly ImageViolation[];
  readonly total: number;
} {
  const items =
    ruleId === 'licences'
      ? packages.items.slice(0, 2).map((held) => ({ package: held, accepted: false }))
      : findings.items.slice(0, 3).map((finding, index) => ({ finding, accepted: index === 2 }));
  return { items, total: items.length };
}

/** A rule in words, whichever is asked about. */
export const ruleDescriptions: PolicyRuleDescriptions = {
  items: [{ description: 'Whatever the service says of it', subject: 'finding' }],
};
