import type { Registry, RegistryList } from '#api/models.ts';
import { UsageError } from '../exit-codes.ts';
import type { Service } from '../service/service.ts';

const namedAtMost = 20;

/** The registry that people call so: by its name, whatever its letters' case, its path or its id. */
export async function findRegistry(service: Service, called: string): Promise<Registry> {
  const { items } = await service.get<RegistryList>('/registries');
  const wanted = called.toLowerCase();
  const found =
    items.find(({ id, path }) => id === called || path.toLowerCase() === wanted) ??
    items.find(({ name }) => name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const names = items.slice(0, namedAtMost).map(({ name }) => `"${name}"`);
  const known = items.length === 0 ? 'it has none yet: add one with "registry add"' : `it has ${names.join(', ')}`;
  throw new UsageError(`the service has no registry "${called}"; ${known}${items.length > namedAtMost ? ' …' : ''}`);
}
