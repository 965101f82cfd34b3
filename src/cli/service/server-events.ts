import { readLines } from '../lines/read-lines.ts';
import { parseJson } from './read-answer.ts';

/** An event of the service's stream. */
export interface ServerEvent {
  readonly name: string;
  readonly data: unknown;
}

/** Characters of the longest line that is taken; events whose data is longer, or no JSON, are passed over. */
const maxEventLength = 256 * 1024;

/** The events of a stream as they come (html.spec.whatwg.org, "Server-sent events"; one line of data each, as the service writes). */
export async function* readServerEvents(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<ServerEvent> {
  let name = 'message';
  let data: unknown;
  for await (const lines of readLines(input, maxEventLength)) {
    for (const raw of lines) {
      const line = raw?.replace(/\r$/, '');
      if (line === '') {
        if (data !== undefined) yield { name, data };
        name = 'message';
        data = undefined;
      } else if (line?.startsWith('event:') === true) name = line.slice('event:'.length).trim();
      else if (line?.startsWith('data:') === true) data = parseJson(line.slice('data:'.length));
    }
  }
}
