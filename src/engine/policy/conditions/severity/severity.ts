import { severities } from '#core/severity.ts';
import { findingCondition } from '../../condition-kind.ts';

const rated = severities.filter((level) => level !== 'unknown');

/** How bad the vulnerability is, by the rating that decides on it. */
export const severity = findingCondition({
  name: 'severity',
  displayName: 'Severity',
  description:
    'The vulnerability has this severity, or a worse one. What nobody has rated yet is not "at least" anything, and is found by "exactly unknown".',
  fields: [
    {
      name: 'level',
      label: 'Severity',
      help: 'From critical to negligible; unknown is not rated.',
      kind: 'choice',
      choices: severities,
    },
    {
      name: 'comparison',
      label: 'Comparison',
      help: 'Whether worse ones count too; they do unless told otherwise.',
      kind: 'choice',
      choices: ['at-least', 'exactly'],
      optional: true,
    },
  ],
  check: ({ level, comparison }) =>
    level === 'unknown' && comparison !== 'exactly'
      ? 'cannot say "at least unknown": set "comparison" to "exactly", or name another level'
      : undefined,
  describe: ({ level, comparison = 'at-least' }) => {
    if (level === 'critical') return 'severity critical';
    return `severity ${comparison === 'exactly' ? 'exactly' : 'at least'} ${level}`;
  },
  violates: ({ finding }, { level, comparison }) => {
    if (comparison === 'exactly') return finding.severity === level;
    return finding.severity !== 'unknown' && rated.indexOf(finding.severity) <= severities.indexOf(level);
  },
});
