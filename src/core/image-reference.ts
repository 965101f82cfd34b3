import { type Digest, parseDigest } from './digest.ts';

/** A name for an image in a registry: `registry/repository[:tag][@digest]`. */
export interface ImageReference {
  /** Host and optional port, as in a URL: `registry.example:5000`, `[::1]:5000`. */
  readonly registry: string;
  /** Path of the repository, `library/debian`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

export const dockerHub = 'docker.io';

const hostPattern = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,252})|\[[0-9a-fA-F:.]{2,45}\])(?::[0-9]{1,5})?$/;
const repositoryComponent = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const maxReferenceLength = 1024;

/**
 * Reads an image reference as Docker and OCI write it (distribution/reference grammar): a first component with a dot, a
 * colon, a bracket or equal to `localhost` is the registry, otherwise the image is on Docker Hub, where a single name
 * lies under `library/`. No tag and no digest means the tag `latest`. Returns undefined where the text is no reference.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length === 0 || text.length > maxReferenceLength) return undefined;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : parseDigest(text.slice(at + 1));
  if (at >= 0 && digest === undefined) return undefined;
  const { name, tag } = splitTag(at < 0 ? text : text.slice(0, at));
  if (tag !== undefined && !isTag(tag)) return undefined;
  const { registry, repository } = splitRegistry(name);
  if (!isRegistryHost(registry) || !isRepositoryName(repository)) return undefined;
  return {
    registry,
    repository,
    ...(tag !== undefined ? { tag } : digest === undefined && { tag: 'latest' }),
    ...(digest !== undefined && { digest }),
  };
}

/** Writes a reference in full: `registry/repository[:tag][@digest]`. */
export function formatImageReference(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

/** Tells whether `text` is a repository path that the OCI distribution specification allows. */
export function isRepositoryName(text: string): boolean {
  return text.length <= 255 && text.split('/').every((component) => repositoryComponent.test(component));
}

/** Tells whether `text` is a tag that the OCI distribution specification allows. */
export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

/** Tells whether `text` is a registry host with an optional port, of which a URL can be made: no port above 65535, no address such as 1.2.3.4.5. */
export function isRegistryHost(text: string): boolean {
  return hostPattern.test(text) && URL.canParse(`https://${text}/`);
}

function splitTag(name: string): { name: string; tag?: string } {
  const colon = name.lastIndexOf(':');
  if (colon < 0 || name.indexOf('/', colon) >= 0) return { name };
  return { name: name.slice(0, colon), tag: name.slice(colon + 1) };
}

function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:[]/.test(first);
  if (isHost) {
    const registry = first === 'index.docker.io' || first === 'registry-1.docker.io' ? dockerHub : first;
    const repository = name.slice(slash + 1);
    return {
      registry,
      repository: registry === dockerHub && !repository.includes('/') ? `library/${repository}` : repository,
    };
  }
  return { registry: dockerHub, repository: slash < 0 ? `library/${name}` : name };
}
