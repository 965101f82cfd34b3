import { isRecord } from '#core/json.ts';
import { RegistryError } from './registry-error.ts';

/**
 * The list that an answer holds as `member`, or that it is where no member is named; null stands for an empty one. Throws
 * `registry/protocol` where there is no list: who answers something else has not said that there is nothing.
 */
export function listIn(body: unknown, what: string, member?: string): readonly unknown[] {
  const list = member === undefined ? body : isRecord(body) ? body[member] : undefined;
  if (list === null) return [];
  if (Array.isArray(list)) return list;
  const missing = member === undefined ? 'is no list' : `has no list "${member}"`;
  throw new RegistryError('registry/protocol', `${what}: the answer ${missing}`);
}
