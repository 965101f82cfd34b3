import { checkPassword, passwordFields, signInByPassword } from '../../password-sign-in.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';

/**
 * Any registry that keeps to the OCI distribution specification or to Docker's registry HTTP API v2, and signs in by
 * Basic or Bearer. It takes every host that no other vendor recognises.
 */
export const dockerV2 = {
  name: 'docker-v2',
  displayName: 'OCI or Docker v2 registry',
  credentials: passwordFields,
  checkCredential: checkPassword,
  recognises: () => true,
  signIn: (values) => signInByPassword(values),
} as const satisfies RegistryVendor;
