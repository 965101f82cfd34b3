import { redactUrl } from '#core/secret.ts';
import { RegistryError } from '../registry-error.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a GET or HEAD and follows at most `maxRedirects` redirects. The headers `secrets` go along only while the origin
 * (scheme, host and port) stays the same, and are not taken up again after it has changed. HTTPS never becomes HTTP.
 */
export async function sendFollowing(
  transport: Transport,
  request: HttpRequest,
  { secrets, maxRedirects }: { readonly secrets: Readonly<Record<string, string>>; readonly maxRedirects: number },
): Promise<HttpResponse> {
  let url = request.url;
  let credential = secrets;
  for (let redirects = 0; ; redirects += 1) {
    const response = await transport.send({ ...request, url, headers: { ...request.headers, ...credential } });
    if (!redirectStatuses.has(response.status)) return response;
    response.discard();
    if (redirects >= maxRedirects) {
      throw refused(request.url, `more than ${maxRedirects} redirects (limits.maxRedirects)`);
    }
    const target = redirectTarget(response);
    if (target.origin !== url.origin) credential = {};
    url = target;
  }
}

/**
 * Refuses what another origin answers to who asked with a credential: it stayed behind, so that whoever answers there knows
 * nobody, and has not let us in.
 */
export function refuseElsewhere(answered: URL, asked: string, what: string): void {
  if (answered.origin === asked) return;
  const { host, hostname } = new URL(asked);
  const remedy =
    answered.hostname === hostname && answered.protocol === 'https:'
      ? 'it speaks HTTPS, switch plain HTTP off (--plain-http)'
      : `if the registry is there, use ${answered.host}`;
  const message = `${what}: ${host} sends us to ${answered.origin}, where no credential is sent; ${remedy}`;
  throw new RegistryError('registry/redirect-refused', message);
}

function redirectTarget(response: HttpResponse): URL {
  const location = response.header('location');
  if (location === undefined || !URL.canParse(location, response.url.href)) {
    throw refused(response.url, 'a redirect without a usable Location');
  }
  const target = new URL(location, response.url);
  const isAllowed = target.protocol === 'https:' || (target.protocol === 'http:' && response.url.protocol === 'http:');
  if (!isAllowed) {
    const isFromHttps = response.url.protocol === 'https:';
    const [from, is] = isFromHttps ? [' from HTTPS', 'not HTTPS'] : ['', 'neither HTTP nor HTTPS'];
    throw refused(response.url, `a redirect${from} to ${redactUrl(target)}, which is ${is}`);
  }
  // A user name in a Location is not ours to send.
  target.username = '';
  target.password = '';
  return target;
}

function refused(url: URL, reason: string): RegistryError {
  return new RegistryError('registry/redirect-refused', `${redactUrl(url)} answers with ${reason}`);
}
