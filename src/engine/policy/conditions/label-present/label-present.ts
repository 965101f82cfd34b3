import { configCondition } from '../../condition-kind.ts';

/** What images must not say of themselves. */
export const labelPresent = configCondition({
  name: 'label-present',
  displayName: 'Label present',
  description: 'The image has a label of this name; where a value is asked for, with that value.',
  fields: [
    { name: 'label', label: 'Label', help: 'As in org.opencontainers.image.ref.name.', kind: 'text' },
    {
      name: 'value',
      label: 'Value',
      help: 'The value that it must not have; without it any.',
      kind: 'text',
      optional: true,
    },
  ],
  describe: ({ label, value }) => `label ${label}${value === undefined ? '' : `=${value}`}`,
  violates: (config, { label, value }) => {
    const given = Object.hasOwn(config.labels, label) ? config.labels[label] : undefined;
    return given === undefined || (value !== undefined && given.trim() !== value)
      ? false
      : `there is a label ${label}${value === undefined ? '' : ` with the value ${value}`}: remove it`;
  },
});
