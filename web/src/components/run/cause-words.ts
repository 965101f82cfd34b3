import type { Cause } from './causes.ts';

interface CauseWords {
  readonly label: string;
  /** What to do about it. */
  readonly advice: string;
}

const words: Readonly<Record<Cause, CauseWords>> = {
  auth: {
    label: 'Credential refused',
    advice: 'Check the credential of the registry and its right to read, then retry.',
  },
  'not-found': {
    label: 'Not found',
    advice: 'The tag, the repository or a part of the image is gone. A run leaves out what is no longer listed.',
  },
  'rate-limited': { label: 'Rate limited', advice: 'Wait a while; with a credential, limits are often higher.' },
  unreachable: {
    label: 'Registry not reached',
    advice: 'Test the registry: its address, its certificate, a proxy in between.',
  },
  timeout: { label: 'No answer in time', advice: 'The registry was too slow: retry when it has less to do.' },
  'media-type': {
    label: 'Not an image',
    advice: 'Charts, signatures and the like hold no packages: nothing is missing.',
  },
  platform: {
    label: 'No such platform',
    advice: 'The image is not built for a platform that is asked for: nothing is missing.',
  },
  'too-large': { label: 'Too large', advice: 'An administrator can raise the limit that the message names.' },
  corrupt: { label: 'Broken', advice: 'The registry holds something else than it says: push the image again.' },
  interrupted: { label: 'Interrupted', advice: 'The service was stopped meanwhile: retry.' },
  settings: { label: 'Settings', advice: 'Something has to be set for the registry first: the message says what.' },
  unexpected: { label: 'Unexpected', advice: 'Retry; if it stays, the message helps to report it.' },
};

/** Kinds of causes that the settings of the registry may remedy. */
const remediable: ReadonlySet<Cause> = new Set(['auth', 'unreachable', 'settings', 'rate-limited']);

/** A kind of cause in words, with what to do. */
export function causeWords(cause: Cause): CauseWords {
  return words[cause];
}

/** Whether the way out leads through the settings of the registry. */
export function isRemediable(cause: Cause | undefined): boolean {
  return cause !== undefined && remediable.has(cause);
}
