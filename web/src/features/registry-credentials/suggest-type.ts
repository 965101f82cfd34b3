const hub = 'docker-hub';
const generic = 'docker-v2';

/** The type that a path most likely has: Docker Hub for its own host, else the generic one, which every registry speaks. */
export function suggestType(types: readonly { readonly name: string }[], path: string): string {
  const [host] = path.trim().toLowerCase().split('/');
  const wanted = /^(?:(?:index|registry-1|hub)\.)?docker\.(?:io|com)$/.test(host ?? '') ? hub : generic;
  return (types.find(({ name }) => name === wanted) ?? types[0])?.name ?? '';
}
