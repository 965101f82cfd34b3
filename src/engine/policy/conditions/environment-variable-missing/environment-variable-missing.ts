import { configCondition } from '../../condition-kind.ts';

/** What the environment of an image must hold. */
export const environmentVariableMissing = configCondition({
  name: 'environment-variable-missing',
  displayName: 'Environment variable missing',
  description: 'The image does not set this environment variable.',
  fields: [{ name: 'variable', label: 'Variable', help: 'As in NODE_ENV.', kind: 'text' }],
  describe: ({ variable }) => `environment variable ${variable} missing`,
  violates: (config, { variable }) =>
    config.env.some((line) => line.startsWith(`${variable}=`))
      ? false
      : `the environment variable ${variable} is not set: add ENV ${variable}=…`,
});
