import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** What a server was asked, in order; header names are in lower case. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface TestServer {
  /** `127.0.0.1:34567`. */
  readonly host: string;
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Serves on a free loopback port, in HTTPS where `tls` is given, and writes down every request. */
export async function startServer(listener: Listener, tls?: TlsFiles): Promise<TestServer> {
  const requests: LoggedRequest[] = [];
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    Promise.resolve(listener(request, response)).catch((error: unknown) => response.destroy(error as Error));
  };
  const server: Server = tls === undefined ? createServer(listen) : createTlsServer({ ...tls }, listen);
  const host = `127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    host,
    url: `${tls === undefined ? 'http' : 'https'}://${host}`,
    requests,
    close: () => closeServer(server),
  };
}

/** Listens on a free port of 127.0.0.1 and gives its number. */
export function listenOnLoopback(server: NetServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Stops listening and ends the connections there are. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
