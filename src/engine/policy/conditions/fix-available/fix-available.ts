import { findingCondition } from '../../condition-kind.ts';
import { dayCount, isOlderThan, maxDays } from '../../days-since.ts';

/** Whether a version mends it, and for how long there has been one. */
export const fixAvailable = findingCondition({
  name: 'fix-available',
  displayName: 'Fix available',
  description:
    'A version of the package mends the vulnerability. Where a number of days is asked for and nobody says since when the fix is there, as of most packages of languages, the days since the vulnerability was published count; what has neither date does not meet it.',
  fields: [
    {
      name: 'days',
      label: 'For days',
      help: 'Only fixes that have been there for so many days; without it any fix.',
      kind: 'number',
      minimum: 1,
      maximum: maxDays,
      optional: true,
    },
    {
      name: 'withoutSubscription',
      label: 'Without subscription',
      help: 'Leaves out fixes that are only for subscribers, such as those of Ubuntu Pro.',
      kind: 'switch',
      optional: true,
    },
  ],
  looksAtClock: ({ days }) => days !== undefined,
  describe: ({ days, withoutSubscription }) =>
    `fix available${withoutSubscription === true ? ' without subscription' : ''}${days === undefined ? '' : ` for ${dayCount(days)}`}`,
  violates: ({ finding: { fix, published } }, { days, withoutSubscription }, now) =>
    fix.state === 'fixed' &&
    (withoutSubscription !== true || fix.channel === undefined) &&
    (days === undefined || isOlderThan(days, fix.availableSince ?? published, now)),
});
