/** What may be changed so that an image can be scanned: a link to the settings of a registry, or to the form for a new one. */
export interface Remedy {
  readonly label: string;
  /** The registry whose settings to open; absent where they are all to be looked at. */
  readonly registryId?: string | undefined;
  readonly search: { readonly add?: true; readonly path?: string };
}

const noRegistry = 'jobs/no-registry-for-reference';
const refused =
  /^registry\/(?:unauthorized|forbidden|tls|not-a-registry|invalid-settings|name-not-resolved|connection-refused)$/;

/** The remedy for a failure with this code; undefined where none of the registries' settings can help. */
export function remedyFor(code: string | undefined, reference: string, registryId?: string): Remedy | undefined {
  if (code === undefined) return undefined;
  if (code === noRegistry) {
    const path = registryOf(reference);
    return {
      label: `Add a registry that covers ${path === '' ? 'this image' : path}`,
      search: { add: true, ...(path !== '' && { path }) },
    };
  }
  if (!refused.test(code)) return undefined;
  const isCredential = code === 'registry/unauthorized' || code === 'registry/forbidden';
  const label = isCredential ? `Enter a credential for ${registryOf(reference)}` : 'Check the settings of the registry';
  return { label, registryId, search: {} };
}

/** The host of a reference as Docker reads it: a first part with a dot or colon, or `localhost`; Docker Hub otherwise. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.trim().split('/');
  return rest.length > 0 && (first === 'localhost' || /[.:]/.test(first)) ? first : 'docker.io';
}
