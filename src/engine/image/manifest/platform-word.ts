import { asString } from '#core/json.ts';

/** What OCI and Go call systems and processors is short, and of ASCII. */
const word = /^[ -~]{0,64}$/;

/** A word of a platform (OCI image-spec, image-index.md); undefined where there is none, or it is none: platforms are what images are listed by. */
export function platformWord(value: unknown): string | undefined {
  const text = asString(value);
  return text !== undefined && word.test(text) ? text : undefined;
}
