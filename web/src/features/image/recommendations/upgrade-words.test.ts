import { expect, it } from 'vitest';
import { firstSteps, howToUpgrade, isDoneAlike, stayWords } from './upgrade-words.ts';

const plan = (...risks: readonly number[]) =>
  ({ upgrades: risks.map((clearsRisk) => ({ clearsRisk })) }) as unknown as Parameters<typeof firstSteps>[0];

it.each([
  ['the first of two that clears 80 %', [80, 20], 1],
  ['two of three', [50, 40, 10], 2],
  ['none where all are needed', [50, 50], undefined],
  ['none where there is one', [90], undefined],
  ['none where there is nothing', [], undefined],
] as const)('the first steps of a plan: %s', (_name, risks, steps) => expect(firstSteps(plan(...risks))).toBe(steps));

it.each([
  ['npm', false, /overrides/],
  ['deb', false, /No package manager/],
  ['deb', true, /newer one/],
  ['of no known type', false, /build it anew/],
] as const)('says how to upgrade what no command upgrades: %s', (type, fromBaseImage, words) =>
  expect(howToUpgrade({ type, fromBaseImage })).toMatch(words),
);

it('says that a subscription is needed', () =>
  expect(howToUpgrade({ type: 'deb', fromBaseImage: true, channel: 'esm' })).toMatch(/subscription/));

it('says why findings stay, and leaves out reasons that none has', () =>
  expect(stayWords({ notFixed: 1200, wontFix: 0, fixed: 0, unknown: 2 })).toEqual([
    '1,200 not fixed by anybody yet',
    '2 of which nobody says whether there is a fix',
  ]));

it.each([
  ['of one kind', { type: 'npm' }, { type: 'npm' }, true],
  ['of different kinds', { type: 'npm' }, { type: 'deb' }, false],
  ['of which one has a command', { type: 'npm', command: 'npm i' }, { type: 'npm' }, false],
  ['of which there is but one', { type: 'npm' }, undefined, false],
] as const)('says once how upgrades are done: %s', (_name, one, other, isAlike) => {
  const upgrade = (facts: object) => facts as Parameters<typeof isDoneAlike>[0];
  expect(isDoneAlike(upgrade(one), other && upgrade(other))).toBe(isAlike);
});
