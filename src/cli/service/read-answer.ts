import { ServiceError } from './service-error.ts';

/** The JSON of an answer of `maxBytes` at most from the service at `url`; undefined where it has no body. */
export async function readAnswer(
  response: Response,
  { url, maxBytes }: { readonly url: string; readonly maxBytes: number },
): Promise<unknown> {
  const text = await readText(response, maxBytes);
  if (text === undefined) {
    const limit = `${maxBytes} bytes (limits.maxServiceAnswerBytes)`;
    throw new ServiceError('service/answer-too-large', `the answer of ${response.url} is longer than ${limit}`);
  }
  if (text === '') return undefined;
  const value = parseJson(text);
  if (value !== undefined) return value;
  throw new ServiceError('service/not-plimsoll', `${url} answers, but ${notPlimsoll(url)}`);
}

/** What is wrong with an address that something else answers at, and what to look at. */
export function notPlimsoll(url: string): string {
  const path = new URL(url).pathname === '/' ? '' : ': check the path of --server';
  return `not as a Plimsoll service does${path}`;
}

/** The text of an answer; undefined where it is longer than `maxBytes`. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses JSON; undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
