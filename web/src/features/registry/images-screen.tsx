import { getRouteApi } from '@tanstack/react-router';
import { TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { ImagesTable } from './images-table.tsx';
import { ListFilters } from './list-filters.tsx';

const route = getRouteApi('/signed-in/images');

/** The images of all registries in one list. */
export function ImagesScreen() {
  const search = route.useSearch();
  return (
    <Page
      title="Images"
      note="of all registries, worst first"
      crumbs={[
        <TextLink key="all" to="/registry" size="sm">
          Registries
        </TextLink>,
      ]}
    >
      <ListFilters search={search} />
      <ImagesTable search={search} />
    </Page>
  );
}
