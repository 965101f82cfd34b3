import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { closeServer, listenOnLoopback } from './http-server.ts';
import { basicOf } from './token-server.ts';

export interface ForwardProxy {
  readonly url: string;
  /** `CONNECT host:port` and `GET http://…`, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A proxy that tunnels (CONNECT) and forwards (absolute URLs); with `user`, only for that one. */
export async function startForwardProxy(user?: { username: string; password: string }): Promise<ForwardProxy> {
  const requests: string[] = [];
  const tunnels = new Set<Socket>();
  const isAllowed = (request: IncomingMessage) => {
    if (user === undefined) return true;
    const given = basicOf({ headers: { authorization: request.headers['proxy-authorization'] } } as IncomingMessage);
    return given?.username === user.username && given.password === user.password;
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    if (!isAllowed(request)) return void response.writeHead(407).end();
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const onward = forward(request.url ?? '', { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    requests.push(`CONNECT ${request.url}`);
    client.on('error', () => undefined);
    if (!isAllowed(request)) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    onward.on('error', () => client.destroy());
    for (const socket of [client, onward]) tunnels.add(socket);
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      for (const socket of tunnels) socket.destroy();
      await closeServer(server);
    },
  };
}
