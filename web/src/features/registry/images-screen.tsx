import { getRouteApi } from '@tanstack/react-router';
import { TextLink } from '../../components/page/links.tsx';
import { ImagesTable } from './images-table.tsx';
import { ViewSwitch } from './view-switch.tsx';

const route = getRouteApi('/signed-in/images');

/** The images of all registries in one list. */
export function ImagesScreen() {
  const search = route.useSearch();
  return (
    <ImagesTable
      page={{
        title: 'Images',
        note: 'of all registries, worst first',
        crumbs: [
          <TextLink key="all" to="/registry" size="sm">
            Registries
          </TextLink>,
        ],
      }}
      actions={<ViewSwitch search={search} />}
      search={search}
    />
  );
}
