import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeServer, listenOnLoopback } from '../http-server.ts';
import type { Misbehaviour } from '../misbehaviour.ts';

/** What one host answers. The request's `url` is the path. */
export type Site = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface SeenRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A proxy behind which there is a little internet of made-up hosts, so that clients use the vendors' real names. */
export interface Internet {
  readonly proxy: string;
  readonly requests: readonly SeenRequest[];
  /** From now on, behave badly where `host/path` matches; `times` without end where left out. */
  misbehave(on: RegExp, how: Misbehaviour, times?: number): void;
  close(): Promise<void>;
}

/** Opens it; a host that `sites` does not name cannot be reached. */
export async function startInternet(sites: Readonly<Record<string, Site>>): Promise<Internet> {
  const requests: SeenRequest[] = [];
  const rules: { on: RegExp; how: Misbehaviour; left: number }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    request.url = url.pathname + url.search;
    const { host } = url;
    requests.push({ host, method: request.method ?? '', path: request.url, headers: request.headers });
    const serve = async () => {
      const site = sites[host];
      if (site === undefined) response.writeHead(502).end();
      else await site(request, response);
    };
    const rule = rules.find(({ on, left }) => left > 0 && on.test(`${host}${request.url}`));
    if (rule !== undefined) rule.left -= 1;
    Promise.resolve(rule === undefined ? serve() : rule.how(request, response, serve)).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    server.emit('connection', socket);
  });
  const port = await listenOnLoopback(server);
  return {
    proxy: `http://127.0.0.1:${port}`,
    requests,
    misbehave: (on, how, times = Number.POSITIVE_INFINITY) => void rules.unshift({ on, how, left: times }),
    close: () => closeServer(server),
  };
}
