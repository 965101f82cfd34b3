import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventHub } from './event-hub.ts';

const keepAliveMs = 15_000;
/** A browser that does not read must not fill our memory; it connects again by itself. */
const maxUnreadBytes = 1024 * 1024;

/** Answers with server-sent events (html.spec.whatwg.org, "Server-sent events") until the browser or the service goes. */
export function streamEvents(request: FastifyRequest, reply: FastifyReply, events: EventHub): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    raw.write(text);
    if (raw.writableLength > maxUnreadBytes) raw.destroy();
  };
  write('retry: 2000\n\n');
  const unsubscribe = events.subscribe(({ name, data }) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
  const alive = setInterval(() => write(': alive\n\n'), keepAliveMs);
  const end = () => {
    clearInterval(alive);
    unsubscribe();
  };
  request.raw.once('close', end);
  raw.once('close', end);
  // Whoever has gone before this was asked, while it was looked up who they are, does not go again.
  if (raw.closed) end();
}
