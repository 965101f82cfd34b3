import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundBodies } from './bound-bodies.ts';
import { toProblem } from './to-problem.ts';

let app: FastifyInstance;
let socket: Socket;

beforeEach(() => open({ requestBodyTimeoutMs: 50, uploadIdleTimeoutMs: 60_000 }));

async function open(limits: Parameters<typeof boundBodies>[1]): Promise<void> {
  app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = toProblem(error);
    void reply.code(status).send(body);
  });
  boundBodies(app, limits);
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.post('/read', () => 'read');
  app.post('/refused', { onRequest: async (_request, reply) => reply.code(401).send('refused') }, () => 'read');
  app.post('/file', { config: { takesFile: true } }, async (request) => text(request.body as NodeJS.ReadableStream));
  app.post('/slow', () => new Promise((resolve) => setTimeout(resolve, 200, 'slow')));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
}

afterEach(async () => {
  socket.destroy();
  await app.close();
});

/** All that comes until the connection ends, however it does. */
const answered = () =>
  new Promise<string>((resolve) => {
    const read: Buffer[] = [];
    socket.on('data', (chunk) => read.push(chunk)).on('error', () => undefined);
    socket.once('close', () => resolve(Buffer.concat(read).toString()));
  });

const head = (line: string, type = 'application/json') => `${line} HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\n`;

describe('a body that does not come', () => {
  it.each([
    ['of which the length is known', 'content-length: 9\r\n\r\n{'],
    ['of which it is not', 'transfer-encoding: chunked\r\n\r\n1\r\n{\r\n'],
  ])('%s ends the request, which is told why', async (_, rest) => {
    socket.write(head('POST /read') + rest);
    const answer = await answered();
    expect(answer).toContain('HTTP/1.1 408 ');
    expect(answer).toContain('api/too-slow');
  });

  it('ends the connection where the answer did not wait for it', async () => {
    socket.write(`${head('POST /refused')}content-length: 9\r\n\r\n{`);
    const answer = await answered();
    expect(answer).toContain('HTTP/1.1 401 ');
    expect(answer).not.toContain('408');
  });
});

describe('a file that does not go on', () => {
  it('ends the connection', async () => {
    socket.destroy();
    await app.close();
    await open({ requestBodyTimeoutMs: 60_000, uploadIdleTimeoutMs: 50 });
    socket.write(`${head('POST /file', 'application/octet-stream')}content-length: 2\r\n\r\na`);
    expect(await answered()).toBe('');
  });
});

describe('what takes long may', () => {
  it('where a file is sent', async () => {
    socket.write(`${head('POST /file', 'application/octet-stream')}connection: close\r\ncontent-length: 2\r\n\r\na`);
    setTimeout(() => socket.write('b'), 200);
    expect(await answered()).toMatch(/ 200 OK.*ab$/s);
  });

  it('where an answer takes long', async () => {
    socket.write(`${head('POST /slow')}connection: close\r\ncontent-length: 2\r\n\r\n{}`);
    expect(await answered()).toMatch(/ 200 OK.*slow$/s);
  });
});
