import { isRecord } from '#core/json.ts';
import { defaultLimits } from '#core/limits.ts';
import { notPlimsoll, parseJson, readText } from './read-answer.ts';
import { ServiceError } from './service-error.ts';

const signInHint = 'Give an API token in PLIMSOLL_TOKEN (the screens make one, under API tokens)';

/** Refusals of what a service does not know, which a service of another version might. */
const unknown: ReadonlySet<unknown> = new Set(['api/invalid-request', 'api/not-found', 'api/method-not-allowed']);

/**
 * An answer that is none of those wanted, as an error in words: what the service says of it (RFC 9457), and what to do. `onVersions` is asked for a
 * sentence on versions where these may be the reason.
 */
export async function refusalOf(
  response: Response,
  url: string,
  onVersions: () => Promise<string | undefined>,
): Promise<ServiceError> {
  const { status } = response;
  const location = response.headers.get('location');
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    const place = location === null ? 'elsewhere' : `to ${new URL(location, response.url || url).origin}`;
    return new ServiceError('service/not-plimsoll', `${url} leads ${place}: give the address that answers itself`);
  }
  const problem = parseJson((await readText(response, defaultLimits.maxErrorBodyBytes).catch(() => '')) ?? '');
  if (!isRecord(problem) || typeof problem.detail !== 'string') {
    const message = `${url} answers with status ${status}, but ${notPlimsoll(url)}`;
    return new ServiceError(status >= 500 ? 'service/failed' : 'service/not-plimsoll', message);
  }
  const versions = unknown.has(problem.code) ? await onVersions() : undefined;
  const words = [problem.detail, problem.hint, status === 401 ? signInHint : undefined, versions];
  const message = words.filter((text) => typeof text === 'string').join(' ');
  return new ServiceError(codeOf(status), message);
}

function codeOf(status: number): 'service/not-signed-in' | 'service/refused' | 'service/failed' {
  if (status === 401) return 'service/not-signed-in';
  return status >= 500 ? 'service/failed' : 'service/refused';
}
