import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventHub } from './event-hub.ts';

const keepAliveMs = 15_000;
/** A browser that does not read must not fill our memory; it connects again by itself. */
const maxUnreadBytes = 1024 * 1024;

/** For so long an asker who was let in is not looked up again. */
const admittedMs = 1000;

interface StreamOptions {
  readonly events: EventHub;
  /** Rejects where whoever asked is not let in any more. */
  readonly admit: () => Promise<unknown>;
  readonly now: () => Date;
}

/**
 * Answers with server-sent events (html.spec.whatwg.org, "Server-sent events") until the browser or the service goes, or whoever asked has
 * signed out: nothing is told to who is not let in any more.
 */
export function streamEvents(request: FastifyRequest, reply: FastifyReply, options: StreamOptions): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  // Whoever asks for the head alone waits for no events.
  if (request.method === 'HEAD') return void raw.end();
  raw.write('retry: 2000\n\n');
  const write = writer(raw, options);
  const unsubscribe = options.events.subscribe(({ name, data }) =>
    write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
  );
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

/** Writes one text after the other while the asker is let in; ends the answer where that is no more so. */
function writer(raw: FastifyReply['raw'], { admit, now }: StreamOptions): (text: string) => void {
  let waiting: string[] = [];
  let admittedUntil = now().getTime() + admittedMs;
  const flush = () => {
    for (const text of waiting) raw.write(text);
    waiting = [];
    if (raw.writableLength > maxUnreadBytes) raw.destroy();
  };
  return (text) => {
    waiting.push(text);
    if (now().getTime() < admittedUntil) return flush();
    // Others wait for the same answer.
    if (waiting.length > 1) return;
    admit().then(
      () => {
        admittedUntil = now().getTime() + admittedMs;
        flush();
      },
      () => raw.end(),
    );
  };
}
