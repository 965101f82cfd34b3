import { errorMessage } from '#core/errors.ts';
import { isRecord } from '#core/json.ts';
import { ImageError, type ImageErrorCode } from '../image-error.ts';

/** Reads a JSON object from bytes whose number has been limited. Throws `code`, naming `what`, where they are anything else. */
export function parseJsonObject(
  bytes: Uint8Array,
  what: string,
  code: ImageErrorCode = 'image/manifest-invalid',
): Readonly<Record<string, unknown>> {
  const value = parseJson(bytes, what, code);
  if (!isRecord(value)) throw new ImageError(code, `${what} is not a JSON object`);
  return value;
}

/** Reads any JSON, as {@link parseJsonObject} does. */
export function parseJson(bytes: Uint8Array, what: string, code: ImageErrorCode): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ImageError(code, `${what} is not JSON: ${errorMessage(error)}`, { cause: error });
  }
}
