import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ProxySettings, readProxySettings } from './proxy.ts';

/** What every command takes from the environment; the service reads more. */
export interface Environment {
  readonly dataDirectory: string;
  readonly proxy: ProxySettings;
  /** no-color.org */
  readonly noColor: boolean;
}

/**
 * Reads `PLIMSOLL_DATA` (default: `plimsoll` in the XDG data directory; for root `/var/lib/plimsoll`, since its PostgreSQL runs as
 * another user, who may not enter root's home), the proxy variables and `NO_COLOR`.
 */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): Environment {
  return {
    dataDirectory: environment.PLIMSOLL_DATA || defaultDirectory(environment.XDG_DATA_HOME),
    proxy: readProxySettings(environment),
    noColor: (environment.NO_COLOR ?? '') !== '',
  };
}

function defaultDirectory(xdgDataHome: string | undefined): string {
  if (process.getuid?.() === 0 && (xdgDataHome ?? '') === '') return '/var/lib/plimsoll';
  return join(xdgDataHome || join(homedir(), '.local', 'share'), 'plimsoll');
}
