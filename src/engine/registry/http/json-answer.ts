import { RegistryError } from '../registry-error.ts';
import { isHtml, notARegistry } from './response-error.ts';
import type { ReadAnswer } from './session.ts';
import type { HttpResponse } from './transport.ts';

/** An answer whose body was JSON. */
export interface JsonAnswer {
  readonly body: unknown;
  /** Where it came from, after redirects. */
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
}

/** Throws `registry/not-a-registry` for a web page, before its body is read. */
export function refuseHtml(response: HttpResponse, what: string): void {
  if (!isHtml(response)) return;
  response.discard();
  throw notARegistry(response, what, 'an HTML page');
}

/** Reads an answer's bytes as JSON; throws `registry/not-a-registry` where they are not. */
export function readJson({ bytes, url, header }: ReadAnswer, what: string): JsonAnswer {
  try {
    return { body: JSON.parse(Buffer.from(bytes).toString('utf8')), url, header };
  } catch {
    const found = bytes.length === 0 ? 'nothing' : 'what is not JSON';
    throw new RegistryError(
      'registry/not-a-registry',
      `${what}: ${url.host} answered with ${found}: this is no container registry, or a proxy spoke for it; check host, port and path`,
    );
  }
}
