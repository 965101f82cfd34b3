const maxLength = 512;

/** A member `name` with a text from an image, left out where there is none or where it is longer than anything meant for people. */
export function shortText<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [N in Name]?: string } {
  if (value === undefined || value === '' || value.length > maxLength) return {};
  return { [name]: value } as { readonly [N in Name]: string };
}
