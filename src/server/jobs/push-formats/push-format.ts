import { isRecord } from '#core/json.ts';

/** A tag that a registry says was pushed. */
export interface PushedTag {
  /** Where it was pushed, as far as the event tells: a registry may stand for several hosts. */
  readonly host?: string;
  /** Path below the host, as far as the event tells. */
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string | undefined;
}

/** The body of an event, which is hostile until it has been looked at. */
export type EventBody = Readonly<Record<string, unknown>>;

/** A form in which registries tell of pushes. Add one: a folder beside this file and a line in `push-formats.ts`. */
export interface PushFormat {
  readonly name: string;
  readonly displayName: string;
  recognises(body: EventBody): boolean;
  /** The tags that were pushed; empty for events of another kind. `host` is that of the registry whose hook it is. */
  pushedTags(body: EventBody, host: string): readonly PushedTag[];
}

/** A pushed tag from members of unknown type; none where repository or tag is not told. */
export function pushedTag(repository: unknown, tag: unknown, digest?: unknown): readonly PushedTag[] {
  if (typeof repository !== 'string' || repository === '' || typeof tag !== 'string' || tag === '') return [];
  return [{ repository, tag, ...(typeof digest === 'string' && digest !== '' && { digest }) }];
}

/** The member as an object, empty where it is none. */
export function recordOf(value: unknown): EventBody {
  return isRecord(value) ? value : {};
}
