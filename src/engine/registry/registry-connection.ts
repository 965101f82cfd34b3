/** How the registry is reached. All of it comes from here: no environment variable is read. */
export interface RegistryConnection {
  /** Speak HTTP, not HTTPS. Never guessed: a registry on localhost is spoken to in HTTPS as well unless this is set. */
  readonly plainHttp?: boolean | undefined;
  /** Accept any certificate, of the registry, its token server and its storage. */
  readonly skipTlsVerify?: boolean | undefined;
  /** Certificate authorities to trust besides the usual ones, PEM. */
  readonly ca?: string | undefined;
  /** Networks (CIDR) that may be asked although they are this machine's own: see `address-rules.ts`. */
  readonly allowedNetworks?: readonly string[] | undefined;
  /** URL of an HTTP or HTTPS proxy, with user name and password where it wants them. */
  readonly proxy?: string | undefined;
}
