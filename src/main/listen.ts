import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

/** What listens: fastify, or a stand-in. */
interface Listener {
  listen(address: { readonly host: string; readonly port: number }): Promise<unknown>;
}

/** Has a server listen where the configuration says; a ConfigError says what is wrong with that. */
export async function listen(server: Listener, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const problem = problemOf(error instanceof Error && 'code' in error ? error.code : undefined, host, port);
    throw problem === undefined ? error : new ConfigError([problem]);
  }
}

function problemOf(code: unknown, host: string, port: number): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `PLIMSOLL_PORT cannot be used: something listens on ${host}:${port} already; end that, or choose another (--port)`;
    case 'EACCES':
      return `PLIMSOLL_PORT cannot be used: this user may not listen on port ${port}; choose one from 1024 on (--port)`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `PLIMSOLL_HOST cannot be used: ${host} is no address of this machine (--host)`;
    default:
      return undefined;
  }
}
