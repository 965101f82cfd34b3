import { useDebouncedValue } from '@mantine/hooks';
import { useRegistries } from '../../api/registries.ts';
import { useFoundNames } from '../../api/search.ts';
import { type Command, commandsFor } from './commands.ts';

/** What a text leads to: screens at once, and what the service knows by that name a moment later. */
export function useCommands(text: string): readonly Command[] {
  const [settled] = useDebouncedValue(text.trim(), 180);
  const registries = useRegistries().data?.items ?? [];
  const { repositories, images } = useFoundNames(settled);
  const wanted = text.trim().toLowerCase();
  const named = registries.filter(
    ({ name, path }) => wanted !== '' && `${name} ${path}`.toLowerCase().includes(wanted),
  );
  return [
    ...commandsFor(text),
    ...named.slice(0, 5).map(
      ({ id, name, path }): Command => ({
        id: `registry ${id}`,
        group: 'Registries',
        label: name,
        note: path,
        target: { to: '/registry/$registryId', params: { registryId: id } },
      }),
    ),
    ...repositories.map(
      ({ registryId, registryName, repository }): Command => ({
        id: `repository ${registryId} ${repository}`,
        group: 'Repositories',
        label: repository,
        note: registryName,
        target: { to: '/registry/$registryId/repository/$', params: { registryId, _splat: repository } },
      }),
    ),
    ...images.map(
      ({ imageId, registryId, repository, reference, distro, platform }): Command => ({
        id: `image ${registryId} ${repository} ${imageId}`,
        group: 'Images',
        label: reference,
        note: [platform, distro?.name].filter((fact) => fact !== undefined).join(' · '),
        target: { to: '/images/$imageId', params: { imageId } },
      }),
    ),
  ];
}
