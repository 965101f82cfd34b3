import { silentLogger } from '#core/logger.ts';
import type { PolicyAction, PolicyCondition } from '#core/policy.ts';
import { judgeAll } from '#server/jobs/handlers/judge-policies/judge-policies.ts';
import type { PolicySettings, Store } from '#server/store/index.ts';

/** Does what the job `judge-policies` does. */
export async function judgeEstate(store: Store, signal = new AbortController().signal): Promise<void> {
  await judgeAll({ store, signal, logger: silentLogger, now: () => new Date() });
}

/** A policy of one rule on all images, unless `changes` say otherwise. */
export function policyOf(
  name: string,
  action: PolicyAction,
  conditions: readonly PolicyCondition[],
  changes: Partial<PolicySettings> = {},
): PolicySettings {
  const scope = { registryIds: [], repositories: [], except: [] };
  return { name, action, enabled: true, rules: [{ id: 'rule', conditions }], scope, ...changes };
}

/** Who makes policies in tests. */
export const byAdministrator = { by: 'admin', now: new Date('2026-03-01T00:00:00Z') };
