import { dockerHub, type ImageReference } from '#core/image-reference.ts';

const dockerHubNames = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io']);

/**
 * Chooses the credential for a reference: of those whose `path` (`host[:port][/path]`) is a prefix of
 * `registry/repository` in whole path components, the longest. Host and port must be equal, so that a credential never
 * goes to another host; the first of two equal paths wins. Without a repository (listings) only host paths match.
 */
export function selectCredential<Credential extends { readonly path: string }>(
  credentials: Iterable<Credential>,
  reference: Pick<ImageReference, 'registry'> & { readonly repository?: string },
): Credential | undefined {
  const wanted = components(
    reference.repository === undefined ? reference.registry : `${reference.registry}/${reference.repository}`,
  );
  let best: Credential | undefined;
  let bestLength = 0;
  for (const credential of credentials) {
    const path = components(credential.path);
    const matches = path.length > bestLength && path.every((component, index) => component === wanted[index]);
    if (!matches) continue;
    best = credential;
    bestLength = path.length;
  }
  return best;
}

/** The host, in lower case and Docker Hub under its one name, and then the path's components. */
function components(path: string): readonly string[] {
  const [host = '', ...rest] = path.split('/').filter((component, index) => index === 0 || component !== '');
  const name = host.toLowerCase();
  return [dockerHubNames.has(name) ? dockerHub : name, ...rest];
}
