import type { ImageConfig } from '#core/image.ts';
import type { Package } from '#core/package.ts';
import {
  type FindingSubject,
  type ImageSubject,
  type PackageSubject,
  parseRules,
  type RuleSubject,
  violatesRule,
} from '#engine/policy/index.ts';

/** When tests of policies take place. */
export const judgedAt = new Date('2026-06-15T12:00:00Z');

/** A package for the tests of conditions: npm's `left-pad` 1.3.0, unless said otherwise. */
export function packageSubject(
  changes: Partial<Pick<Package, 'type' | 'ecosystem' | 'name' | 'version' | 'licenses'>>,
): PackageSubject {
  return {
    kind: 'package',
    type: 'npm',
    ecosystem: 'npm',
    name: 'left-pad',
    version: '1.3.0',
    licenses: [],
    ...changes,
  };
}

/** A finding for the tests of conditions: CVE-2026-1, high and not mended, unless said otherwise. */
export function findingSubject(changes: Partial<FindingSubject['finding']>): FindingSubject {
  return {
    kind: 'finding',
    package: packageSubject({}),
    finding: {
      vulnerabilityId: 'CVE-2026-1',
      aliases: [],
      severity: 'high',
      scores: [],
      fix: { state: 'not-fixed', versions: [] },
      ...changes,
    },
  };
}

/** An image for the tests of conditions, with nothing in its configuration unless said otherwise. */
export function imageSubject(
  config: Partial<ImageConfig>,
  changes: Partial<Omit<ImageSubject, 'config'>> = {},
): ImageSubject {
  const platform = { os: 'linux', architecture: 'amd64' };
  const none = { platform, diffIds: [], history: [], labels: {}, env: [], exposedPorts: [] };
  return {
    kind: 'image',
    config: { ...none, ...config },
    lifecycles: [],
    secrets: [],
    complete: true,
    size: 0,
    ...changes,
  };
}

/** What a condition says of something: whether it holds, or its message. Its options are read as those of a policy are. */
export function ask(type: string, options: object, subject: RuleSubject): boolean | string {
  const [rule] = parseRules([{ conditions: [{ type, options }] }]);
  const violation = rule && violatesRule(rule, subject, judgedAt);
  return violation?.message ?? violation !== undefined;
}
