import { googleTags } from '../../google/google-tags.ts';
import { checkKeyFile, keyFileFields, signInByKeyFile } from '../../google/key-file.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';

/** Google Container Registry, `gcr.io` and its regions: a catalogue, and tags with times and sizes. */
export const gcr = {
  name: 'gcr',
  displayName: 'Google Container Registry',
  credentials: keyFileFields,
  checkCredential: checkKeyFile,
  recognises: (host) => /^(?:[a-z]+\.)?gcr\.io$/.test(host),
  signIn: (values) => signInByKeyFile(values),
  listTags: googleTags,
} as const satisfies RegistryVendor;
