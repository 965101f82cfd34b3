import { configCondition } from '../../condition-kind.ts';

/** What images must say of themselves. */
export const labelMissing = configCondition({
  name: 'label-missing',
  displayName: 'Label missing',
  description: 'The image has no label of this name; where a value is asked for, none with that value.',
  fields: [
    { name: 'label', label: 'Label', help: 'As in org.opencontainers.image.source.', kind: 'text' },
    {
      name: 'value',
      label: 'Value',
      help: 'The value that it must have; without it any but an empty one.',
      kind: 'text',
      optional: true,
    },
  ],
  describe: ({ label, value }) => `label ${label}${value === undefined ? '' : `=${value}`} missing`,
  violates: (config, { label, value }) => {
    const given = Object.hasOwn(config.labels, label) ? config.labels[label]?.trim() : undefined;
    if (given === undefined || given === '') return `there is no label ${label}: add LABEL ${label}=${value ?? '…'}`;
    return value === undefined || given === value ? false : `the label ${label} has another value than ${value}`;
  },
});
