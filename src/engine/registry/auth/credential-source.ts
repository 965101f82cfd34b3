import type { CredentialSource, RegistryCredential } from './registry-credential.ts';

/** A credential that is made anew this long before it expires, or after half of a shorter life. */
const renewalMarginMs = 10 * 60_000;

/** The source of a credential that never changes; undefined is anonymous access. */
export function givenCredential(credential: RegistryCredential | undefined): CredentialSource {
  return { isGiven: credential !== undefined, current: async () => credential };
}

/**
 * The source of a credential that `signIn` makes at first use, and again before it expires or once the registry no
 * longer takes it. Requests that come at the same time wait for one sign-in.
 */
export function madeCredential(
  signIn: (signal: AbortSignal) => Promise<RegistryCredential | undefined>,
  now: () => number,
): CredentialSource {
  let made: { readonly credential: RegistryCredential | undefined; readonly renewAt: number } | undefined;
  let underWay: SignIn | undefined;
  const renew = async (signal: AbortSignal) => {
    const credential = await signIn(signal);
    const expiresAt = credential?.expiresAt ?? Number.POSITIVE_INFINITY;
    made = { credential, renewAt: expiresAt - Math.min(renewalMarginMs, (expiresAt - now()) / 2) };
    return credential;
  };
  const begin = (signal: AbortSignal): SignIn => {
    const credential = renew(signal).finally(() => {
      underWay = undefined;
    });
    return { credential, signal };
  };
  return {
    isGiven: true,
    current: async (signal, refused) => {
      for (;;) {
        const isFresh = made !== undefined && now() < made.renewAt;
        const isRefused = refused !== undefined && made?.credential === refused;
        // One that has no end is not made anew: it would be the same.
        if (isFresh && !(isRefused && refused.expiresAt !== undefined)) return made?.credential;
        underWay ??= begin(signal);
        const shared = underWay;
        try {
          return await shared.credential;
        } catch (error) {
          signal.throwIfAborted();
          // Where whoever began it was stopped, those who wait for it were not.
          if (!shared.signal.aborted) throw error;
        }
      }
    },
  };
}

interface SignIn {
  readonly credential: Promise<RegistryCredential | undefined>;
  /** Of whoever began it. */
  readonly signal: AbortSignal;
}
