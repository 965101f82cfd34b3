import { findingCondition } from '../../condition-kind.ts';
import { dayCount, isOlderThan, maxDays } from '../../days-since.ts';

/** For how long the public has known of it. */
export const disclosureAge = findingCondition({
  name: 'disclosure-age',
  displayName: 'Disclosed for',
  description:
    'The vulnerability was published so many days ago or more. What has no date of publication does not meet it.',
  fields: [
    { name: 'days', label: 'Days', help: 'Days since it was published.', kind: 'number', minimum: 0, maximum: maxDays },
  ],
  looksAtClock: () => true,
  describe: ({ days }) => `disclosed for at least ${dayCount(days)}`,
  violates: ({ finding: { published } }, { days }, now) => isOlderThan(days, published, now),
});
