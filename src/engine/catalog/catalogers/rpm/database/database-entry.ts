/** What a reader of a database meets: a package's header, or something it cannot read, in words. */
export type DatabaseEntry =
  | { readonly kind: 'header'; readonly bytes: Uint8Array }
  | { readonly kind: 'damage'; readonly message: string };

/** An entry that says what is wrong. */
export function damage(message: string): { readonly kind: 'damage'; readonly message: string } {
  return { kind: 'damage', message };
}

/** A view of bytes, for numbers of either order. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
