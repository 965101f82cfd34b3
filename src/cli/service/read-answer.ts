import { ServiceError } from './service-error.ts';

/** The JSON of an answer of `maxBytes` at most; undefined where it has no body. */
export async function readAnswer(response: Response, maxBytes: number): Promise<unknown> {
  const text = await readText(response, maxBytes);
  if (text === undefined) {
    const limit = `${maxBytes} bytes (limits.maxServiceAnswerBytes)`;
    throw new ServiceError('service/answer-too-large', `the answer of ${response.url} is longer than ${limit}`);
  }
  if (text === '') return undefined;
  const value = parseJson(text);
  if (value !== undefined) return value;
  const origin = URL.canParse(response.url) ? new URL(response.url).origin : 'the address';
  throw new ServiceError('service/not-plimsoll', `${origin} answers, but not as a Plimsoll service does`);
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
