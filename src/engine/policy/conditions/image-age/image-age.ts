import { configCondition } from '../../condition-kind.ts';
import { dayCount, daysSince, maxDays } from '../../days-since.ts';

/** The first release of Docker: dates before it are what reproducible builds write in place of one. */
const firstPossible = '2013-03-20';

/** For how long nobody has built it anew. */
export const imageAge = configCondition({
  name: 'image-age',
  displayName: 'Age of the image',
  description:
    'The image was made so many days ago or more. What does not say when it was made, or names a day before there were such images, as reproducible builds do, does not meet it.',
  fields: [
    {
      name: 'days',
      label: 'Days',
      help: 'Days since the image was made.',
      kind: 'number',
      minimum: 1,
      maximum: maxDays,
    },
  ],
  looksAtClock: () => true,
  describe: ({ days }) => `image at least ${dayCount(days)} old`,
  violates: (config, { days }, now) => {
    const created = config.created;
    const age = daysSince(created, now);
    if (created === undefined || age === undefined || created < firstPossible || age < days) return false;
    return `the image was made ${dayCount(age)} ago: build it anew`;
  },
});
