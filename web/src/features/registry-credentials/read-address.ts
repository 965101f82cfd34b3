/** What a text says of where a registry is: an address as it is copied from a browser or a console is taken apart. */
export function readAddress(text: string): { readonly path: string; readonly plainHttp?: boolean } {
  const [, scheme = '', rest = ''] = /^\s*(https?):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === '') return { path: text };
  const path = rest.replace(/(?:\/v2)?\/*\s*$/, '');
  return scheme.toLowerCase() === 'http' ? { path, plainHttp: true } : { path, plainHttp: false };
}
