import { severities } from '#core/severity.ts';
import { count, model, oneOf } from './model.ts';

/** How bad a vulnerability is, worst first; `unknown` is not rated yet. */
export const severity = oneOf(severities, 'How bad it is; `unknown` means not rated yet.');

/** Number of findings of each severity. */
export const severityCounts = model('SeverityCounts', 'Number of findings of each severity.', {
  critical: count('Critical findings.'),
  high: count('High findings.'),
  medium: count('Medium findings.'),
  low: count('Low findings.'),
  negligible: count('Negligible findings.'),
  unknown: count('Findings that nobody has rated yet.'),
});
