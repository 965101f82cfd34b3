import { configCondition } from '../../condition-kind.ts';

/** What the environment of an image must not hold. */
export const environmentVariablePresent = configCondition({
  name: 'environment-variable-present',
  displayName: 'Environment variable present',
  description: 'The image sets this environment variable; where a text is asked for, to a value that contains it.',
  fields: [
    { name: 'variable', label: 'Variable', help: 'As in NODE_TLS_REJECT_UNAUTHORIZED.', kind: 'text' },
    {
      name: 'contains',
      label: 'Contains',
      help: 'A text in its value; without it any value.',
      kind: 'text',
      optional: true,
    },
  ],
  describe: ({ variable, contains }) =>
    `environment variable ${variable}${contains === undefined ? '' : ` contains ${JSON.stringify(contains)}`}`,
  violates: (config, { variable, contains = '' }) => {
    const isSet = config.env.some(
      (line) => line.startsWith(`${variable}=`) && line.includes(contains, variable.length + 1),
    );
    return isSet
      ? `the environment variable ${variable} is set${contains === '' ? '' : ` to a value with ${JSON.stringify(contains)}`}: remove it`
      : false;
  },
});
