import type { Registry, RegistryList } from '#api/models.ts';
import { uploadsId } from '#core/uploaded-archive.ts';
import { UsageError } from '../exit-codes.ts';
import type { Service } from '../service/service.ts';

const namedAtMost = 20;

/** The registry that people call so: by its name, whatever its letters' case, its path or its id. */
export async function findRegistry(service: Service, called: string): Promise<Registry> {
  const { items } = await service.get<RegistryList>('/registries');
  return findIn(items, called) ?? refuse(items, called);
}

/** The id of where images lie: of a registry, or of the place of uploaded archives, which is called by its name or id. */
export async function findPlace(service: Service, called: string): Promise<string> {
  const { items, uploads } = await service.get<RegistryList>('/registries');
  // Where nothing was ever uploaded there is no such place yet, and nothing in it.
  if (uploads === undefined && called.toLowerCase() === uploadsId) return uploadsId;
  const places = uploads === undefined ? items : [...items, uploads];
  return (findIn(places, called) ?? refuse(places, called)).id;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly path?: string;
}

function findIn<Place extends Named>(places: readonly Place[], called: string): Place | undefined {
  const wanted = called.toLowerCase();
  return (
    places.find(({ id, path }) => id === called || path?.toLowerCase() === wanted) ??
    places.find(({ name }) => name.toLowerCase() === wanted)
  );
}

function refuse(places: readonly Named[], called: string): never {
  const names = places.slice(0, namedAtMost).map(({ name }) => `"${name}"`);
  const known = places.length === 0 ? 'it has none yet: add one with "registry add"' : `it has ${names.join(', ')}`;
  throw new UsageError(`the service has no registry "${called}"; ${known}${places.length > namedAtMost ? ' …' : ''}`);
}
