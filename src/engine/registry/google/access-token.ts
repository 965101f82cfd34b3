import type { SecretHeaders } from '../http/vendor-http.ts';
import { RegistryError } from '../registry-error.ts';
import type { VendorListing } from '../registry-vendor.ts';
import { readKeyFile } from './key-file.ts';
import { keyToken } from './key-token.ts';
import { machineToken } from './machine-token.ts';

/** `Authorization` for Google's APIs, by the key of a service account or as this machine. */
export function googleAuthorization(listing: VendorListing): SecretHeaders {
  const { http, values } = listing;
  const make = async () => {
    if (values.machineRole !== undefined) return await machineToken(listing);
    const key = values.keyFile && readKeyFile(values.keyFile);
    if (key !== undefined) return await keyToken(key, listing);
    throw new RegistryError(
      'registry/invalid-settings',
      'listing needs the JSON key of a service account, or to sign in as this machine',
    );
  };
  return async (isRefused) => ({ authorization: `Bearer ${(await http.token(make, isRefused)).reveal()}` });
}
