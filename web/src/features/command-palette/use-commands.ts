import { useDebouncedValue } from '@mantine/hooks';
import { useSearch } from '../../api/estate.ts';
import type { SearchResult } from '../../api/generated/index.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { type Command, commandsFor } from './commands.ts';

/** What a text leads to: screens at once, and what the service knows by that name a moment later. */
export function useCommands(text: string): readonly Command[] {
  const [settled] = useDebouncedValue(text.trim(), 180);
  const { data } = useSearch(settled);
  return [...commandsFor(text), ...(data === undefined || settled === '' ? [] : commandsOf(data))];
}

function commandsOf({ registries, repositories, images, vulnerabilities, packages }: SearchResult): readonly Command[] {
  return [
    ...vulnerabilities.map(
      ({ vulnerabilityId }): Command => ({
        id: `vulnerability ${vulnerabilityId}`,
        group: 'Vulnerabilities',
        label: vulnerabilityId,
        target: { to: '/vulnerabilities/$vulnerabilityId', params: { vulnerabilityId } },
      }),
    ),
    ...packages.map(
      ({ type, name }): Command => ({
        id: `package ${type} ${name}`,
        group: 'Packages',
        label: name,
        note: type,
        target: { to: '/packages/$type/$', params: { type, _splat: name } },
      }),
    ),
    ...registries.map(
      ({ registryId, name, path }): Command => ({
        id: `registry ${registryId}`,
        group: 'Registries',
        label: name,
        note: path,
        target: { to: '/registry/$registryId', params: { registryId } },
      }),
    ),
    ...repositories.map(
      ({ registryId, repository }): Command => ({
        id: `repository ${registryId} ${repository}`,
        group: 'Repositories',
        label: repository,
        target: { to: '/registry/$registryId/repository/$', params: { registryId, _splat: repository } },
      }),
    ),
    ...images.map(
      ({ imageId, repository, reference, platform }): Command => ({
        id: `image ${repository} ${imageId}`,
        group: 'Images',
        label: referenceWords(reference),
        note: platform,
        target: { to: '/images/$imageId', params: { imageId } },
      }),
    ),
  ];
}
