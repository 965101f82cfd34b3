/** How much of an image could be read and looked up. */
export type Coverage = 'complete' | 'partial' | 'unknown';

/** Each coverage verdict for people. */
export const coverageWords: Readonly<Record<Coverage, { readonly label: string; readonly meaning: string }>> = {
  complete: {
    label: 'Complete',
    meaning: 'Every layer was read, and everything found was looked up in current advisories.',
  },
  partial: {
    label: 'Not fully known',
    meaning: 'Something could not be read or looked up: there may be more findings than are shown.',
  },
  unknown: {
    label: 'Not known',
    meaning: 'Nothing can be said of this image: its distro is not recognised, or it holds no package database.',
  },
};
