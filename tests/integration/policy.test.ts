import { expect, it } from 'vitest';
import { type Ecosystem, ecosystems } from '#engine/ecosystems/index.ts';
import { ask, packageSubject } from '#tests/support/policy-subjects.ts';

const all: readonly Ecosystem[] = ecosystems;

it.each(all.map(({ name, purlType, distro }) => [name, purlType, distro !== undefined] as const))(
  'packages of %s (%s) are of a distro: %s',
  (_, type, isOfDistro) => {
    expect(ask('package-kind', { kind: 'system' }, packageSubject({ type }))).toBe(isOfDistro);
  },
);
