import { imageCondition } from '../../condition-kind.ts';

/** Whether there may be more than is known. */
export const coverageIncomplete = imageCondition({
  name: 'coverage-incomplete',
  displayName: 'Coverage incomplete',
  description:
    'Not everything in the image could be read and looked up, so that packages or findings may be missing: a layer, a file, a distro or a package manager that is not known, advisories that are not loaded.',
  fields: [],
  describe: () => 'not everything could be read and looked up',
  violates: ({ complete }) =>
    complete ? false : 'something may be missing from what is known of the image: see its problems',
});
