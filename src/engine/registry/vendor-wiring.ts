import { givenCredential, madeCredential } from './auth/credential-source.ts';
import type { CredentialSource, RegistryCredential } from './auth/registry-credential.ts';
import type { SessionSettings } from './http/session.ts';
import { createVendorHttp, type VendorHttp } from './http/vendor-http.ts';
import { RegistryError } from './registry-error.ts';
import type { CredentialValues, RegistryVendor, SignInContext } from './registry-vendor.ts';

export interface Wiring {
  readonly host: string;
  readonly vendor: RegistryVendor | undefined;
  readonly credential?: RegistryCredential | undefined;
  readonly values?: CredentialValues | undefined;
}

/** HTTP that reaches the registry and what its vendor declares as its API, and nothing else. */
export function vendorHttp({ host, vendor, values }: Wiring, wire: Omit<SessionSettings, 'authorizer'>): VendorHttp {
  const isApiHost = (asked: string) => vendor?.isApiHost?.(asked, { host, values: values ?? {} }) === true;
  return createVendorHttp({ ...wire, values, isApiHost });
}

/** The credential as given, or by the vendor's sign-in at first use; a form with nothing in it means anonymous. */
export function credentialSource(
  { vendor, credential, values }: Wiring,
  context: Omit<SignInContext, 'signal'>,
): CredentialSource {
  if (vendor === undefined || values === undefined || Object.keys(values).length === 0)
    return givenCredential(credential);
  const signIn = async (signal: AbortSignal) => {
    const problem = vendor.checkCredential?.(values);
    if (problem === undefined) return await vendor.signIn(values, { ...context, signal });
    throw new RegistryError(
      'registry/invalid-settings',
      `the credential for ${context.host} is not complete: ${problem}`,
    );
  };
  return madeCredential(signIn, context.now);
}
