/** Tells whether an address from foreign data may be offered as a link: http and https only, no credentials in it. */
export function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  );
}
