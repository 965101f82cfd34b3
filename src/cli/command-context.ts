import type { Readable, Writable } from 'node:stream';
import type { Logger } from '#core/logger.ts';
import type { Secret } from '#core/secret.ts';

/** Where the command line writes; `isTTY` and `columns` as Node's streams have them. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What `serve` and `worker` are told; everything else comes from the configuration. */
export interface ServiceOptions {
  readonly dataDirectory?: string;
  readonly host?: string;
  readonly port?: number;
  readonly advisoriesPath?: string;
  readonly advisoriesFrom?: string;
}

/** All that commands need of the world; built by `main`, so that tests can hand in their own. */
export interface CommandContext {
  readonly version: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly color: boolean;
  /** Where data is kept unless `--data` says otherwise. */
  readonly dataDirectory: string;
  /** Proxy for registries and feeds, from the configuration. */
  readonly proxyOf: (url: string) => string | undefined;
  /** The service that commands ask, and the token that they sign in with, as the environment names them. */
  readonly server: string | undefined;
  readonly token: Secret | undefined;
  readonly temporaryDirectory: string;
  readonly fetch: typeof globalThis.fetch;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Runs the service until the signal aborts. */
  readonly serve: (options: ServiceOptions) => Promise<void>;
  /** Runs a worker until the signal aborts. */
  readonly work: (options: ServiceOptions) => Promise<void>;
}
