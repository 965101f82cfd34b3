/** A content digest as OCI writes it: `sha256:` and 64 lowercase hexadecimal digits. */
export type Digest = string & { readonly __brand: 'Digest' };

const sha256Pattern = /^sha256:[0-9a-f]{64}$/;

/** Tells whether `text` is a sha256 digest (OCI image-spec, descriptor.md#digests). Other algorithms are not supported. */
export function isDigest(text: string): text is Digest {
  return sha256Pattern.test(text);
}

/** Returns `text` as a digest, or undefined where it is not a sha256 digest. */
export function parseDigest(text: string): Digest | undefined {
  return isDigest(text) ? text : undefined;
}

/** The 64 hexadecimal digits after `sha256:`. */
export function digestHex(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
