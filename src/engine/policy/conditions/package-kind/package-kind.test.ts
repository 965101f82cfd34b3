import { expect, it } from 'vitest';
import { ask, packageSubject } from '#tests/support/policy-subjects.ts';
import { packageKind } from './package-kind.ts';

// That all distros' types are known is compared with the ecosystems in tests/integration/policy.test.ts.
it.each([
  ['deb', true],
  ['rpm', true],
  ['npm', false],
  ['generic', false],
])('package-kind: %s is of a distro: %s', (type, isOfDistro) => {
  expect(ask('package-kind', { kind: 'system' }, packageSubject({ type }))).toBe(isOfDistro);
  expect(ask('package-kind', { kind: 'application' }, packageSubject({ type }))).toBe(!isOfDistro);
});

it.each(['system', 'application'])('says what it asks for: %s', (kind) => {
  expect(packageKind.describe({ kind })).toBe(`${kind} package`);
});
