import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Registry } from './generated/index.ts';
import { registriesQuery } from './registries.ts';

/** Has lists of images read again when registries, which are asked for while they are scanned, hold something else than before. */
export function useFreshListings(): void {
  const client = useQueryClient();
  const { data } = useQuery({ ...registriesQuery, enabled: false });
  const held = data && heldBy(data.items);
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (before.current !== undefined && held !== before.current) {
      for (const name of ['repositories', 'images', 'artifacts', 'dashboard']) {
        void client.invalidateQueries({ queryKey: [name] });
      }
    }
    before.current = held;
  }, [client, held]);
}

/** What tells one state of what registries hold from another. */
export function heldBy(registries: readonly Pick<Registry, 'id' | 'images' | 'lastRun'>[]): string {
  return JSON.stringify(
    registries.map(({ id, images, lastRun }) => [id, images, lastRun?.id, lastRun?.state, lastRun?.counts.scanned]),
  );
}
