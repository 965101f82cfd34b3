/** How much JSON is taken: bytes of text, values in it (names included), and how deeply they are nested. */
export interface JsonBounds {
  readonly maxBytes: number;
  readonly maxValues: number;
  readonly maxDepth: number;
}

export type BoundedJson =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Why there is no value, in words that continue "the document …". */
  | { readonly kind: 'fault'; readonly reason: string };

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;

/**
 * Parses foreign JSON (RFC 8259) in memory that stands in proportion to its bounds: what would be too much is counted over the bytes,
 * before anything is built. Sixty bytes of objects from two of text, `{}`, is what makes a limit on bytes alone too weak.
 */
export function parseBoundedJson(bytes: Uint8Array, bounds: JsonBounds): BoundedJson {
  if (bytes.length > bounds.maxBytes)
    return fault(`has ${bytes.length} bytes, more than the ${bounds.maxBytes} that are read`);
  const excess = findExcess(bytes, bounds);
  if (excess !== undefined) return fault(excess);
  try {
    return { kind: 'value', value: JSON.parse(new TextDecoder('utf-8').decode(bytes)) };
  } catch {
    return fault('is not JSON, or ends early');
  }
}

/** Counts outside of strings; text that is no JSON is counted somehow, and refused when it is parsed. */
function findExcess(bytes: Uint8Array, { maxValues, maxDepth }: JsonBounds): string | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at + 1);
    else if (byte === comma || byte === colon) values += 1;
    else if (byte === 0x7b || byte === 0x5b) {
      values += 1;
      depth += 1;
      if (depth > maxDepth) return `is nested more than ${maxDepth} deep`;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    if (values > maxValues) return `holds more than ${maxValues} values`;
  }
  return undefined;
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function fault(reason: string): BoundedJson {
  return { kind: 'fault', reason };
}
