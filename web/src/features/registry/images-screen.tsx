import { getRouteApi } from '@tanstack/react-router';
import { TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { ImagesTable } from './images-table.tsx';
import { ViewSwitch } from './view-switch.tsx';

const route = getRouteApi('/signed-in/images');

/** The images of all registries in one list. */
export function ImagesScreen() {
  const search = route.useSearch();
  return (
    <Page
      title="Images"
      note="of all registries, worst first"
      actions={<ViewSwitch q={search.q} />}
      crumbs={[
        <TextLink key="all" to="/registry" size="sm">
          Registries
        </TextLink>,
      ]}
    >
      <ImagesTable search={search} />
    </Page>
  );
}
