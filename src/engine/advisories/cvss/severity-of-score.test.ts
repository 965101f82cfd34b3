import { describe, expect, it } from 'vitest';
import { severityOfScore } from './severity-of-score.ts';

describe('severityOfScore', () => {
  it.each([
    [9, 'cvss3', 'critical'],
    [8.9, 'cvss3', 'high'],
    [7, 'cvss4', 'high'],
    [6.9, 'cvss4', 'medium'],
    [4, 'cvss2', 'medium'],
    [3.9, 'cvss3', 'low'],
    [0, 'cvss2', 'low'],
  ] as const)('%d of %s is %s', (score, kind, severity) => {
    expect(severityOfScore(score, kind)).toBe(severity);
  });
});
