import { request } from 'undici';
import { startServer, type TestServer } from './http-server.ts';

/** A door in front of a registry that writes down what comes through. */
export interface CountingFront extends TestServer {
  /** Has reading requests whose path matches wait until `until` is settled; the latest fitting one counts. */
  hold(path: RegExp, until: Promise<void>): void;
}

/** Passes reading requests on to the registry at `baseUrl`. */
export async function startCountingFront(baseUrl: string): Promise<CountingFront> {
  const held: { readonly path: RegExp; readonly until: Promise<void> }[] = [];
  const server = await startServer(async ({ url = '', method, headers }, response) => {
    await held.find(({ path }) => path.test(url))?.until;
    const { host: _, connection: __, ...passed } = headers;
    const answer = await request(`${baseUrl}${url}`, { method: method === 'HEAD' ? 'HEAD' : 'GET', headers: passed });
    const { 'transfer-encoding': ___, connection: ____, ...given } = answer.headers;
    response.writeHead(answer.statusCode, given);
    response.end(Buffer.from(await answer.body.arrayBuffer()));
  });
  return Object.assign(server, {
    hold: (path: RegExp, until: Promise<void>) => void held.unshift({ path, until }),
  });
}
