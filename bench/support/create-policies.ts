import type { PolicyCondition } from '#core/policy.ts';
import type { PolicySettings } from '#server/store/index.ts';
import { judgeEstate } from '#tests/support/estate/judge-estate.ts';
import type { OpenEstate } from '#tests/support/estate/open-estate.ts';

const condition = (type: string, options: PolicyCondition['options'] = {}): PolicyCondition => ({ type, options });
const everywhere = { registryIds: [], repositories: [], except: [] };

/** What most images violate, what some do, and what is about one registry and some repositories. */
const policies: Readonly<Record<string, PolicySettings>> = {
  'critical-with-fix': {
    name: 'No critical flaws that can be fixed',
    action: 'fail',
    enabled: true,
    scope: { ...everywhere, registryIds: ['registry-0', 'registry-3'] },
    rules: [{ id: 'critical', conditions: [condition('severity', { level: 'critical' }), condition('fix-available')] }],
  },
  attacked: {
    name: 'Nothing that is attacked',
    action: 'warn',
    enabled: true,
    scope: everywhere,
    rules: [{ id: 'attacked', conditions: [condition('known-exploited')] }],
  },
  root: {
    name: 'No root',
    action: 'warn',
    enabled: true,
    scope: { ...everywhere, repositories: ['team-7*'] },
    rules: [{ id: 'root', conditions: [condition('runs-as-root')] }],
  },
};

/** Makes the policies of an estate, before anything is stored: it is judged as it comes. */
export async function createPolicies({ store }: Pick<OpenEstate, 'store'>): Promise<void> {
  for (const [id, settings] of Object.entries(policies)) {
    await store.policies.create(id, settings, { by: 'admin', now: new Date() });
  }
  await judgeEstate(store);
}
