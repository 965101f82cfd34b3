import { findingCondition } from '../../condition-kind.ts';

/** When the public learnt of it. */
export const disclosedBetween = findingCondition({
  name: 'disclosed-between',
  displayName: 'Disclosed between',
  description:
    'The vulnerability was published on one of these days, both included (UTC). What has no date of publication does not meet it.',
  fields: [
    {
      name: 'from',
      label: 'From',
      help: 'The first day; without it all before the last.',
      kind: 'date',
      optional: true,
    },
    { name: 'to', label: 'To', help: 'The last day; without it all since the first.', kind: 'date', optional: true },
  ],
  check: ({ from, to }) => {
    if (from === undefined && to === undefined) return 'needs a first day ("from"), a last day ("to"), or both';
    return from !== undefined && to !== undefined && from > to ? 'ends ("to") before it begins ("from")' : undefined;
  },
  describe: ({ from, to }) => {
    if (from === undefined) return `disclosed until ${to}`;
    return to === undefined ? `disclosed since ${from}` : `disclosed between ${from} and ${to}`;
  },
  violates: ({ finding: { published } }, { from = '', to = '9999-12-31' }) => {
    const time = Date.parse(published ?? '');
    if (Number.isNaN(time)) return false;
    const day = new Date(time).toISOString().slice(0, 10);
    return day >= from && day <= to;
  },
});
