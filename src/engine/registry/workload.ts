/**
 * What the machine offers to the programs that run on it: the identity that a cloud gave it. Only asked where the
 * administrator chose to sign in as this machine; nothing else reaches the metadata service.
 */
export interface Workload {
  /** An environment variable; undefined where it is not set. */
  variable(name: string): string | undefined;
  /** A small text file, such as a token that the cloud keeps fresh. */
  readFile(path: string): Promise<string>;
  /** Text from a metadata service, without a proxy; anything but a success throws. */
  ask(
    url: URL,
    request: {
      readonly method: 'GET' | 'PUT';
      readonly headers: Readonly<Record<string, string>>;
      readonly signal: AbortSignal;
    },
  ): Promise<string>;
}
