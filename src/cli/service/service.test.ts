import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { Secret } from '#core/secret.ts';
import { createService, type Service } from './service.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serviceAt(url: string, limits = defaultLimits): Service {
  const { signal } = new AbortController();
  return createService({ url, token: new Secret('t0ken'), fetch, version: '1.2.3', signal, limits });
}

const problem = (status: number, fields: object) => JSON.stringify({ status, code: 'x/y', ...fields });

describe('a service', () => {
  it('is asked with the token, below /api/v1, by parameters that are given', async () => {
    const seen: string[] = [];
    const url = await listen((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${request.headers['user-agent']}`);
      response.end('{"ok":true}');
    });
    const service = serviceAt(url);
    expect(await service.get('/images', { q: 'a b&c', fixable: false, limit: 5, cursor: undefined })).toEqual({
      ok: true,
    });
    expect(seen).toEqual(['GET /api/v1/images?q=a+b%26c&fixable=false&limit=5 Bearer t0ken plimsoll/1.2.3']);
  });

  it('may stand below a path of its host, as behind a proxy', async () => {
    const seen: string[] = [];
    const url = await listen((request, response) => {
      seen.push(String(request.url));
      response.end(request.url?.startsWith('/apps/plimsoll/api/') === true ? '{}' : '<html>');
    });
    await serviceAt(`${url}/apps/plimsoll`).get('/status');
    expect(seen).toEqual(['/apps/plimsoll/api/v1/status']);
    await expect(serviceAt(`${url}/apps`).get('/status')).rejects.toThrow(
      `${url}/apps answers, but not as a Plimsoll service does: check the path of --server`,
    );
  });

  it.each([
    ['another, which is said', '2.0.0', 'There is no foo. The service is of version 2.0.0, and this is 1.2.3: '],
    ['the same, of which nothing is said', '1.2.3', 'There is no foo.'],
  ])('that does not know what it is asked for may be of a version that is %s', async (_, version, words) => {
    const url = await listen((request, response) => {
      if (request.url === '/api/v1/status') response.end(JSON.stringify({ version }));
      else response.writeHead(400).end(problem(400, { code: 'api/invalid-request', detail: 'There is no foo.' }));
    });
    const refusal = await serviceAt(url)
      .get('/images', { foo: 1 })
      .catch((error: unknown) => (error instanceof Error ? error.message : ''));
    expect(refusal).toContain(words);
    expect(String(refusal).includes('version')).toBe(version !== '1.2.3');
  });

  it('says that it speaks HTTP where HTTPS is asked for', async () => {
    const url = await listen((_, response) => void response.end('{}'));
    await expect(serviceAt(url.replace('http:', 'https:')).get('/status')).rejects.toThrow(/it does not speak HTTPS/);
  });

  it('sends JSON, and takes an answer without a body', async () => {
    const seen: string[] = [];
    const url = await listen((request, response) => {
      seen.push(String(request.headers['content-type']));
      request.on('data', (data) => seen.push(String(data)));
      request.on('end', () => response.writeHead(204).end());
    });
    expect(await serviceAt(url).send('POST', '/x', { a: 1 })).toBeUndefined();
    expect(seen).toEqual(['application/json', '{"a":1}']);
  });

  it.each<[what: string, answer: RequestListener, message: RegExp]>([
    [
      'a refusal, in its words',
      (_, response) =>
        void response.writeHead(422).end(problem(422, { detail: 'No registry for a.', hint: 'Add one.' })),
      /^No registry for a\. Add one\.$/,
    ],
    [
      'that nobody is signed in, and what to do',
      (_, response) => void response.writeHead(401).end(problem(401, { detail: 'Sign in first.' })),
      /^Sign in first\. Give an API token in PLIMSOLL_TOKEN/,
    ],
    ['a page of something else', (_, response) => void response.end('<html>'), /not as a Plimsoll service does/],
    ['an error page', (_, response) => void response.writeHead(502).end('<html>'), /answers with status 502/],
  ])('says %s', async (_, answer, message) => {
    await expect(serviceAt(await listen(answer)).get('/status')).rejects.toThrow(message);
  });

  it('follows no redirect: the token is for the address that was given', async () => {
    let visits = 0;
    const other = await listen((_, response) => {
      visits += 1;
      response.end('{}');
    });
    const url = await listen((_, response) => void response.writeHead(302, { location: `${other}/x?secret` }).end());
    await expect(serviceAt(url).get('/status')).rejects.toThrow(`${url} leads to ${other}: give the address`);
    expect(visits).toBe(0);
  });

  it('is asked again when it puts a request off, and no longer than it may take', async () => {
    let asked = 0;
    const url = await listen((request, response) => {
      asked += 1;
      const later = request.url === '/api/v1/late' ? '3600' : '0';
      if (asked < 3 || later !== '0')
        response.writeHead(429, { 'retry-after': later }).end(problem(429, { detail: 'Wait.' }));
      else response.end('{"asked":3}');
    });
    expect(await serviceAt(url).get('/soon')).toEqual({ asked: 3 });
    await expect(serviceAt(url).get('/late')).rejects.toThrow('Wait.');
    expect(asked).toBe(4);
  });

  it('may answer so much and no more', async () => {
    const url = await listen((_, response) => void response.end(JSON.stringify('x'.repeat(2000))));
    const limits = { ...defaultLimits, maxServiceAnswerBytes: 1000 };
    await expect(serviceAt(url, limits).get('/status')).rejects.toThrow('limits.maxServiceAnswerBytes');
  });

  it('that is not there is named, with what to check', async () => {
    const url = await listen(() => undefined);
    servers[0]?.close();
    await expect(serviceAt(url).get('/status')).rejects.toThrow(
      /^cannot reach a service at http.*ECONNREFUSED.*--server/,
    );
  });
});
