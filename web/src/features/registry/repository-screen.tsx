import { getRouteApi } from '@tanstack/react-router';
import { useRegistries } from '../../api/registries.ts';
import { TextLink } from '../../components/page/links.tsx';
import { ImagesTable } from './images-table.tsx';

const route = getRouteApi('/signed-in/registry/$registryId/repository/$');

/** The images of one repository. */
export function RepositoryScreen() {
  const { registryId, _splat: repository = '' } = route.useParams();
  const search = route.useSearch();
  const registry = useRegistries().data?.items.find(({ id }) => id === registryId);
  return (
    <ImagesTable
      page={{
        title: repository,
        crumbs: [
          <TextLink key="all" to="/registry" size="sm">
            Registries
          </TextLink>,
          <TextLink key="registry" to="/registry/$registryId" params={{ registryId }} size="sm">
            {registry?.name ?? 'Registry'}
          </TextLink>,
        ],
      }}
      search={search}
      within={{ registryId, repository }}
    />
  );
}
