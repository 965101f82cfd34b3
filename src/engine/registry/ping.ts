import { refuseHtml } from './http/json-answer.ts';
import { refuseElsewhere } from './http/redirects.ts';
import type { ReadAnswer, Session } from './http/session.ts';
import { RegistryError } from './registry-error.ts';

/**
 * Asks `GET /v2/` (OCI distribution-spec, "Determining Support"), signing in where the registry wants that. Throws the
 * exact cause: not reached, not trusted, not a registry, credential refused.
 */
export async function pingRegistry(session: Session, host: string, signal: AbortSignal): Promise<void> {
  const what = `registry ${host}`;
  const request = {
    method: 'GET' as const,
    url: new URL('/v2/', session.origin),
    scope: undefined,
    what,
    signal,
    headers: { accept: 'application/json' },
  };
  let answer: ReadAnswer;
  try {
    answer = await session.read(request, { name: 'maxResponseBytes', of: what }, (response) =>
      refuseHtml(response, what),
    );
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'registry/not-found') throw error;
    const message = `${what}: it has no /v2/: this is no container registry; check host and port`;
    throw new RegistryError('registry/not-a-registry', message, { cause: error });
  }
  if (session.hasCredential) refuseElsewhere(answer.url, session.origin, what);
  if (looksLikeRegistry(answer)) return;
  throw new RegistryError(
    'registry/not-a-registry',
    `${what}: its answer to /v2/ is no registry's: check host and port, and that no proxy answers for it`,
  );
}

/** Registries answer with the version header, with JSON, or with nothing at all. */
function looksLikeRegistry(answer: ReadAnswer): boolean {
  if (answer.header('docker-distribution-api-version')?.startsWith('registry/2') === true) return true;
  const text = Buffer.from(answer.bytes).toString('utf8').trim();
  if (text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
