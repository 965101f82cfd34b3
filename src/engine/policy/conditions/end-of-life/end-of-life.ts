import type { Lifecycle } from '#core/lifecycle.ts';
import { imageCondition } from '../../condition-kind.ts';
import { dayCount, daysSince, maxDays } from '../../days-since.ts';

/** Whether anybody still mends what is in it. */
export const endOfLife = imageCondition({
  name: 'end-of-life',
  displayName: 'End of life',
  description:
    'Support of the distro, or of a run-time, server or framework in the image, has ended, or ends in so many days. What nobody knows the end of does not meet it.',
  fields: [
    {
      name: 'days',
      label: 'Within days',
      help: 'Days until support ends; without it only what has ended.',
      kind: 'number',
      minimum: 0,
      maximum: maxDays,
      optional: true,
    },
    {
      name: 'of',
      label: 'Of',
      help: "distro: the image's own; software: what else is in it; without it both.",
      kind: 'choice',
      choices: ['distro', 'software'],
      optional: true,
    },
  ],
  looksAtClock: () => true,
  describe: ({ days, of }) =>
    `${of === undefined ? 'support' : `support of the ${of}`} ended${days === undefined ? '' : ` or ending within ${dayCount(days)}`}`,
  violates: ({ lifecycles }, { days = -1, of }, now) => {
    const found = lifecycles.filter((line) => (of ?? line.kind) === line.kind && daysLeft(line, now) <= days);
    return found.length === 0
      ? false
      : `${found.map((line) => describe(line, now)).join(', ')}: move to a later release`;
  },
});

/** Until the end of the last day of support; less than 0 once that is over. */
function daysLeft({ endOfLife: end, state }: Lifecycle, now: Date): number {
  const past = daysSince(end, now);
  if (past !== undefined) return -past;
  return state === 'ended' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function describe(line: Lifecycle, now: Date): string {
  const { product, cycle, endOfLife: end } = line;
  const verb = daysLeft(line, now) < 0 ? 'ended' : 'ends';
  return `support of ${product} ${cycle} ${verb}${end === undefined ? '' : ` on ${end}`}`;
}
