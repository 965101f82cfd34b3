import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import * as fixtures from './fixtures.ts';

/** A service without an engine: the built screens, and answers made up for what a real one cannot be brought to quickly. */
export interface FakeService {
  readonly url: string;
  /** What the service answers from now on instead of its usual answer, by `METHOD /path` below `/api/v1`. */
  readonly answers: Map<string, { readonly status: number; readonly body: unknown }>;
  /** Sends an event to everyone who watches scans. */
  send(event: string, data: unknown): void;
  /** Breaks the connections of everyone who watches scans; they come back by themselves. */
  disconnect(): void;
  close(): Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Starts the fake on a free port of the loopback interface. */
export async function startFakeService(webDirectory: string): Promise<FakeService> {
  const answers: FakeService['answers'] = new Map();
  const watchers = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (url.pathname === '/api/v1/scans/events') watch(response, watchers);
    else if (url.pathname.startsWith('/api/v1/')) answer(request, url, response, answers);
    else void sendFile(webDirectory, url.pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    send: (event, data) => {
      for (const watcher of watchers) watcher.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    disconnect: () => {
      for (const watcher of watchers) watcher.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function watch(response: ServerResponse, watchers: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 10\n\n');
  watchers.add(response);
  response.on('close', () => watchers.delete(response));
}

function answer(request: IncomingMessage, url: URL, response: ServerResponse, answers: FakeService['answers']): void {
  const path = decodeURIComponent(url.pathname.slice('/api/v1'.length));
  const given = answers.get(`${request.method} ${path}`);
  const body = given?.body ?? fixtures.answerTo(`${request.method} ${path}`, url.searchParams);
  const status = given?.status ?? (body === undefined ? 404 : 200);
  const problem = {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'api/not-found',
    detail: 'No such thing.',
  };
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(body ?? problem));
}

async function sendFile(directory: string, path: string, response: ServerResponse): Promise<void> {
  // As the service has it: names of repositories have dots, too.
  const isFile = /^\/(?:assets\/)?[^/]+\.\w+$/.test(path);
  const file = join(directory, isFile ? normalize(path) : 'index.html');
  try {
    const bytes = await readFile(file);
    const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': contentType, 'content-security-policy': policy });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
