import { describe, expect, it } from 'vitest';
import { describeRule, looksAtClock, readsConfig } from './describe-rule.ts';
import { parseRules } from './parse-policy.ts';

const high = { type: 'severity', options: { level: 'high' } };
const fixed = { type: 'fix-available' };
const root = { type: 'runs-as-root' };

describe('describeRule', () => {
  it.each([
    [[root], 'Runs as root'],
    [[high, fixed], 'Severity at least high, and fix available'],
    [[fixed, high, fixed], 'Fix available, severity at least high, and fix available'],
  ])('%j', (conditions, words) => {
    const [rule] = parseRules([{ conditions }]);
    expect(rule && describeRule(rule)).toBe(words);
  });
});

it.each([
  [[high, fixed], false],
  [[high, { ...fixed, options: { days: 30 } }], true],
])('%j looks at the clock: %s', (conditions, expected) => {
  const [rule] = parseRules([{ conditions }]);
  expect(rule && looksAtClock(rule)).toBe(expected);
});

it.each([
  [[root], true],
  [[{ type: 'coverage-incomplete' }], false],
  [[{ type: 'coverage-incomplete' }, root], true],
  [[high, fixed], false],
])('%j needs to know how the image is configured: %s', (conditions, expected) => {
  const [rule] = parseRules([{ conditions }]);
  expect(rule && readsConfig(rule)).toBe(expected);
});
