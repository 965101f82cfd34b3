/** What a 206 answer holds: bytes `start` to `end` (both included) of `total`, where the server knows it. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly total?: number;
}

/** Reads `Content-Range: bytes 5-9/10` (RFC 9110, section 14.4); undefined where it is anything else or contradicts itself. */
export function parseContentRange(value: string | undefined): ContentRange | undefined {
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(value?.trim() ?? '');
  if (found === null) return undefined;
  const start = Number(found[1]);
  const end = Number(found[2]);
  const total = found[3] === '*' ? undefined : Number(found[3]);
  if (end < start || (total !== undefined && end >= total)) return undefined;
  return { start, end, ...(total !== undefined && { total }) };
}
