import { isRecord } from '#core/json.ts';

/** A sentence on versions, where a service's status names another than `own`: what one of them has, the other may not know. */
export function otherVersion(status: unknown, own: string): string | undefined {
  const theirs = isRecord(status) && typeof status.version === 'string' ? status.version : own;
  if (theirs === own) return undefined;
  return `The service is of version ${theirs}, and this is ${own}: what one of them has, the other may not know.`;
}
