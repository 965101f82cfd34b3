import type { SignedIn } from '#server/store/index.ts';

/** Sessions that were looked up a moment ago: a screen asks several things at once, and each must know whose session it is. */
export interface SessionMemory {
  /** Who holds the session with the hash of this token, looked up unless that was done within the last second. */
  find(tokenHash: Buffer): Promise<SignedIn | undefined>;
  /** Forgets all: to be called once sessions have ended. */
  forget(): void;
}

interface SessionMemoryOptions {
  readonly lookUp: (tokenHash: Buffer) => Promise<SignedIn | undefined>;
  readonly now: () => number;
}

/** For so long, another server of the same database may let in who has signed out here. */
const rememberedMs = 1000;
const rememberedAtMost = 1000;

/** Remembers only who was found, and for no longer than the session lasts. */
export function createSessionMemory({ lookUp, now }: SessionMemoryOptions): SessionMemory {
  const remembered = new Map<string, { readonly until: number; readonly found: Promise<SignedIn | undefined> }>();
  return {
    find: async (tokenHash) => {
      const key = tokenHash.toString('base64');
      const known = remembered.get(key);
      if (known !== undefined && known.until > now()) {
        const found = await known.found;
        return found !== undefined && found.expiresAt.getTime() > now() ? found : undefined;
      }
      if (remembered.size >= rememberedAtMost) remembered.clear();
      const entry = { until: now() + rememberedMs, found: lookUp(tokenHash) };
      remembered.set(key, entry);
      const forgetThis = () => {
        if (remembered.get(key) === entry) remembered.delete(key);
      };
      try {
        const found = await entry.found;
        if (found === undefined) forgetThis();
        return found;
      } catch (error) {
        forgetThis();
        throw error;
      }
    },
    forget: () => remembered.clear(),
  };
}
