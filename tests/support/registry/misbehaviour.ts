import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';

/** A way to answer badly; `serve` gives the good answer. */
export type Misbehaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  serve: () => Promise<void>,
) => Promise<void> | void;

/** Answers with just this. */
export function answer(
  status: number,
  headers: OutgoingHttpHeaders = {},
  body: string | Uint8Array = '',
): Misbehaviour {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** What a web server or a captive portal says. */
export const html = answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<!doctype html><h1>Welcome</h1>');

/** Gives the good answer under other headers. */
export function withHeaders(headers: Readonly<Record<string, string | undefined>>): Misbehaviour {
  return async (_request, response, serve) => {
    const writeHead = response.writeHead.bind(response);
    response.writeHead = ((status: number, own: OutgoingHttpHeaders = {}) => {
      return writeHead(status, present({ ...own, ...headers }));
    }) as typeof response.writeHead;
    await serve();
  };
}

/** Sends the good headers and so many bytes of the body, and breaks the connection. */
export function breakAfter(bytes: number): Misbehaviour {
  return async (_request, response, serve) => {
    response.end = ((body: Uint8Array) => {
      response.write(body.subarray(0, bytes), () => response.socket?.destroy());
      return response;
    }) as typeof response.end;
    await serve();
  };
}

/** Breaks the connection before any answer. */
export const hangUp: Misbehaviour = (request) => {
  request.socket.destroy();
};

/** Sends other bytes than those there are; `change` gets the good body. */
export function changeBody(change: (body: Buffer) => Uint8Array, headers: OutgoingHttpHeaders = {}): Misbehaviour {
  return async (_request, response, serve) => {
    const end = response.end.bind(response);
    const writeHead = response.writeHead.bind(response);
    let head: [number, OutgoingHttpHeaders] = [200, {}];
    response.writeHead = ((...given: [number, OutgoingHttpHeaders]) => {
      head = given;
      return response;
    }) as typeof response.writeHead;
    response.end = ((body: Uint8Array | string) => {
      const changed = change(Buffer.from(body));
      writeHead(head[0], present({ ...head[1], 'content-length': changed.length, ...headers }));
      return end(changed);
    }) as typeof response.end;
    await serve();
  };
}

/** Serves from the start whatever `Range` says. */
export const ignoreRange: Misbehaviour = async (request, _response, serve) => {
  delete request.headers.range;
  await serve();
};

/** Sends the headers, and then a byte each `everyMs` for ever. */
export function drip(everyMs: number, headers: OutgoingHttpHeaders = {}): Misbehaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    const timer = setInterval(() => response.write(' '), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

/** Takes the request and never answers. */
export const silence: Misbehaviour = () => undefined;

/** Sends without end. */
export const flood: Misbehaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const blanks = function* () {
    for (;;) yield Buffer.alloc(64 * 1024, ' ');
  };
  pipeline(Readable.from(blanks()), response, () => undefined);
};

function present(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}
