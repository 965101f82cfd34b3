import { parseBoundedJson } from '#core/bounded-json.ts';
import type { Limits } from '#core/limits.ts';
import type { Policy } from '#core/policy.ts';
import { parsePolicy } from './parse-policy.ts';
import { PolicyError } from './policy-error.ts';
import { uniqueSlugs } from './slug.ts';

const maxDepth = 16;

/** Reads a document that holds one policy, or a list of them, as JSON; no two have the same id. Throws as {@link parsePolicy} does. */
export function parsePolicyDocument(
  bytes: Uint8Array,
  { maxPolicyBytes, maxPolicyValues }: Pick<Limits, 'maxPolicyBytes' | 'maxPolicyValues'>,
): readonly Policy[] {
  const parsed = parseBoundedJson(bytes, { maxBytes: maxPolicyBytes, maxValues: maxPolicyValues, maxDepth });
  if (parsed.kind === 'fault') throw new PolicyError('policy/unreadable', `the document ${parsed.reason}`);
  const items: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  if (items.length === 0) throw new PolicyError('policy/invalid', 'the document holds no policy');
  const policies = items.map(parsePolicy);
  const ids = uniqueSlugs(policies.map(({ id }) => id));
  return policies.map((policy, index) => ({ ...policy, id: ids[index] ?? policy.id }));
}
