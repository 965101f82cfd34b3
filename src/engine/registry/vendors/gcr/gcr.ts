import { checkGoogle, googleFields, isGoogleSignInHost, signInToGoogle } from '../../google/google-sign-in.ts';
import { googleTags } from '../../google/google-tags.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';

/** Google Container Registry, `gcr.io` and its regions: a catalogue, and tags with times and sizes. */
export const gcr = {
  name: 'gcr',
  displayName: 'Google Container Registry',
  credentials: googleFields,
  checkCredential: checkGoogle,
  recognises: (host) => /^(?:[a-z]+\.)?gcr\.io$/.test(host),
  isApiHost: (host, { values }) => values.machineRole !== undefined && isGoogleSignInHost(host),
  signIn: signInToGoogle,
  listTags: googleTags,
} as const satisfies RegistryVendor;
