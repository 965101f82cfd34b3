import { policyTemplates } from '#engine/policy/index.ts';
import { addJudging, type JobServices } from '#server/jobs/index.ts';

const first = 'severe-with-fix';

/**
 * Makes the policy that a new service begins with, so that it says of images from the start which need something done. It warns: what nobody has asked for must
 * end nobody's pipeline.
 */
export async function makeFirstPolicy({ store, queue, now, newId }: JobServices): Promise<void> {
  // Accounts may be made anew where there are policies.
  if ((await store.policies.list()).length > 0) return;
  const template = policyTemplates.find(({ name }) => name === first);
  if (template === undefined) throw new Error(`there is no template ${first}`);
  const { displayName: name, description, rules } = template;
  const scope = { registryIds: [], repositories: [], except: [] };
  const policy = { name, description, action: 'warn', enabled: true, rules, scope } as const;
  await store.policies.create(newId(), policy, { by: 'plimsoll', now: now() });
  await addJudging(queue);
}
