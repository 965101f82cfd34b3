import { isRegistryHost } from '#core/image-reference.ts';
import { Authorizer } from './auth/authorizer.ts';
import { createSession, type Session, type SessionSettings } from './http/session.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryVendor, SignInContext } from './registry-vendor.ts';
import { credentialSource, type Wiring } from './vendor-wiring.ts';

/** One host that is signed in to, with what was learnt of how. */
export interface RegistrySite {
  readonly host: string;
  readonly session: Session;
  readonly authorizer: Authorizer;
}

export interface SitesOptions {
  readonly wiring: Wiring;
  readonly wire: Omit<SessionSettings, 'authorizer'>;
  readonly signIn: Omit<SignInContext, 'host' | 'home' | 'signal'>;
}

/** An organisation may have thousands of hosts; those asked before are signed in to anew. */
const maxSites = 500;

/** The hosts that a client is for: mostly one; the vendor tells whether its form covers others. Throws `registry/invalid-reference` for any other. */
export function createSites(options: SitesOptions): (host: string) => RegistrySite {
  const { host: home, vendor, values = {} } = options.wiring;
  const own = openSite(home, options);
  const others = new Map<string, RegistrySite>();
  return (asked) => {
    const host = asked.toLowerCase();
    if (host === home.toLowerCase()) return own;
    if (!isRegistryHost(host) || vendor?.covers?.(host, { host: home, values }) !== true) {
      const message = `${asked.slice(0, 300)} is not ${home}: use the client of that registry`;
      throw new RegistryError('registry/invalid-reference', message);
    }
    const site = others.get(host) ?? openSite(host, options);
    if (others.size >= maxSites) others.clear();
    others.set(host, site);
    return site;
  };
}

function openSite(host: string, { wiring, wire, signIn }: SitesOptions): RegistrySite {
  const base = baseUrl(host, wiring.vendor, wire.connection);
  const source = credentialSource(wiring, { ...signIn, host, home: wiring.host });
  const authorizer = new Authorizer(source, { ...wire, host });
  return { host, session: createSession({ ...wire, base, authorizer }), authorizer };
}

/** Where a registry is asked. Throws `registry/invalid-settings` where it is none. */
export function baseUrl(host: string, vendor: RegistryVendor | undefined, { plainHttp }: RegistryConnection): URL {
  // A vendor chosen by hand must not take a credential to another host than the one it was given for.
  const apiHost = vendor?.recognises(host.toLowerCase()) === true ? (vendor.apiHost?.(host) ?? host) : host;
  const url = `${plainHttp === true ? 'http' : 'https'}://${apiHost}`;
  if (isRegistryHost(apiHost) && URL.canParse(url)) return new URL(url);
  const message = `"${host.slice(0, 300)}" is no registry host: give host[:port], without https:// and without a path`;
  throw new RegistryError('registry/invalid-settings', message);
}
