import { homedir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '#core/secret.ts';
import { type ProxySettings, readProxySettings } from './proxy.ts';

/** What every command takes from the environment; the service reads more. */
export interface Environment {
  readonly dataDirectory: string;
  readonly proxy: ProxySettings;
  /** The service that the command line is a client of, and its API token. */
  readonly server: string | undefined;
  readonly token: Secret | undefined;
  /** no-color.org */
  readonly noColor: boolean;
}

/**
 * Reads `PLIMSOLL_DATA` (default: `plimsoll` in the XDG data directory; for root `/var/lib/plimsoll`, since its PostgreSQL runs as
 * another user, who may not enter root's home), `PLIMSOLL_SERVER` and `PLIMSOLL_TOKEN`, the proxy variables and `NO_COLOR`.
 */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): Environment {
  return {
    dataDirectory: environment.PLIMSOLL_DATA || defaultDirectory(environment.XDG_DATA_HOME),
    proxy: readProxySettings(environment),
    server: environment.PLIMSOLL_SERVER?.trim() || undefined,
    token: secret(environment.PLIMSOLL_TOKEN),
    noColor: (environment.NO_COLOR ?? '') !== '',
  };
}

function defaultDirectory(xdgDataHome: string | undefined): string {
  if (process.getuid?.() === 0 && (xdgDataHome ?? '') === '') return '/var/lib/plimsoll';
  return join(xdgDataHome || join(homedir(), '.local', 'share'), 'plimsoll');
}

function secret(text = ''): Secret | undefined {
  return text.trim() === '' ? undefined : new Secret(text.trim());
}
