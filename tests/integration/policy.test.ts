import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Ecosystem, ecosystems } from '#engine/ecosystems/index.ts';
import { describeRule, parsePolicy } from '#engine/policy/index.ts';
import { ask, packageSubject } from '#tests/support/policy-subjects.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';

const all: readonly Ecosystem[] = ecosystems;

it.each(all.map(({ name, purlType, distro }) => [name, purlType, distro !== undefined] as const))(
  'packages of %s (%s) are of a distro: %s',
  (_, type, isOfDistro) => {
    expect(ask('package-kind', { kind: 'system' }, packageSubject({ type }))).toBe(isOfDistro);
  },
);

it('the policy of the guide can be used, and reads as the guide says', () => {
  const guide = readFileSync(join(repositoryRoot, 'docs/guides/write-a-policy.md'), 'utf8');
  const { rules } = parsePolicy(JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''));
  for (const rule of rules) expect(guide.toLowerCase()).toContain(`*${describeRule(rule).toLowerCase()}*`);
});
