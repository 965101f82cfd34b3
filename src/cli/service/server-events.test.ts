import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServerEvents, type ServerEvent } from './server-events.ts';

async function eventsOf(chunks: Iterable<Uint8Array | string>): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  const input = (async function* () {
    yield* chunks;
  })();
  for await (const event of readServerEvents(input)) events.push(event);
  return events;
}

describe('readServerEvents', () => {
  it.each<[what: string, text: string, expected: readonly ServerEvent[]]>([
    ['an event', 'event: scan\ndata: {"id":"1"}\n\n', [{ name: 'scan', data: { id: '1' } }]],
    [
      'two',
      'event: a\ndata: 1\n\nevent: b\ndata: 2\n\n',
      [1, 2].map((data) => ({ name: data === 1 ? 'a' : 'b', data })),
    ],
    ['no name', 'data: 1\n\n', [{ name: 'message', data: 1 }]],
    ['lines that end as Windows has it', 'event: scan\r\ndata: 1\r\n\r\n', [{ name: 'scan', data: 1 }]],
    ['comments and pauses to keep', 'retry: 2000\n\n: alive\n\nevent: scan\ndata: 1\n\n', [{ name: 'scan', data: 1 }]],
    ['an event that is not finished', 'event: scan\ndata: 1\n', []],
    ['data that is no JSON', 'event: scan\ndata: {\n\nevent: run\ndata: 2\n\n', [{ name: 'run', data: 2 }]],
    ['data without end', `data: "${'x'.repeat(300_000)}"\n\ndata: 2\n\n`, [{ name: 'message', data: 2 }]],
  ])('%s', async (_, text, expected) => expect(await eventsOf([text])).toEqual(expected));

  it('does not depend on where the stream is cut', async () => {
    const bytes = new TextEncoder().encode('event: scan\ndata: {"a":"ü€"}\n\nevent: run\ndata: [1]\n\n');
    const whole = await eventsOf([bytes]);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length), async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const cut = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
        expect(await eventsOf(cut)).toEqual(whole);
      }),
    );
  });

  it('never throws', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array()), async (chunks) => void (await eventsOf(chunks))));
  });
});
