import type { Socket } from 'node:net';
import { ApiError } from './api-error.ts';
import { toProblem } from './to-problem.ts';

/** Answers, on the bare connection, what is no HTTP request that can be read: too long a head, or nonsense. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const { status, body } = toProblem(
    isTooLong
      ? new ApiError('api/head-too-large', 'the address or the headers of the request are too long')
      : new ApiError('api/invalid-request', 'this is no HTTP request'),
  );
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${body.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
