import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ApiProblem } from '../api/generated/index.ts';
import { sessionQuery } from '../api/session.ts';
import { TableSkeleton } from '../components/feedback/table-skeleton.tsx';
import { readCompareSearch } from '../features/compare/compare-search.ts';
import { readExceptionsSearch } from '../features/exceptions/exceptions-search.ts';
import { readContentSearch } from '../features/image/content-search.ts';
import { readPoliciesSearch } from '../features/image/policies/policies-search.ts';
import { readVulnerabilitySearch } from '../features/image/vulnerability-search.ts';
import { readNewPolicySearch } from '../features/policies/policies-search.ts';
import { readQueueSearch } from '../features/queue/search.ts';
import { readArtifactSearch } from '../features/registry/artifact-search.ts';
import { readListSearch } from '../features/registry/list-search.ts';
import { readCredentialsSearch } from '../features/registry-credentials/search.ts';
import { readRunsSearch } from '../features/runs/runs-search.ts';
import { readSignInSearch } from '../features/sign-in/search.ts';
import { NotFound } from './not-found.tsx';
import { RouteError } from './route-error.tsx';
import { screenCode } from './screen-code.ts';
import { parseSearch, stringifySearch } from './search-params.ts';
import { Shell } from './shell.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/sign-in/sign-in-screen.tsx')), 'SignInScreen'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href }, throw: true });
    }
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/registry', throw: true });
  },
});

const registries = createRoute({
  getParentRoute: () => signedIn,
  path: '/registry',
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/registry/registries-screen.tsx')),
    'RegistriesScreen',
  ),
});

const repositories = createRoute({
  getParentRoute: () => signedIn,
  path: '/registry/$registryId',
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/registry/repositories-screen.tsx')),
    'RepositoriesScreen',
  ),
});

const repository = createRoute({
  getParentRoute: () => signedIn,
  path: '/registry/$registryId/repository/$',
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/registry/repository-screen.tsx')),
    'RepositoryScreen',
  ),
});

const images = createRoute({
  getParentRoute: () => signedIn,
  path: '/images',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/registry/images-screen.tsx')), 'ImagesScreen'),
});

const artifacts = createRoute({
  getParentRoute: () => signedIn,
  path: '/artifacts',
  validateSearch: readArtifactSearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/registry/artifacts-screen.tsx')),
    'ArtifactsScreen',
  ),
});

const image = createRoute({
  getParentRoute: () => signedIn,
  path: '/images/$imageId',
  component: lazyRouteComponent(() => screenCode(import('../features/image/image-screen.tsx')), 'ImageScreen'),
});

const imageOverview = createRoute({
  getParentRoute: () => image,
  path: '/',
  component: lazyRouteComponent(() => screenCode(import('../features/image/overview-tab.tsx')), 'OverviewTab'),
});

const imageVulnerabilities = createRoute({
  getParentRoute: () => image,
  path: '/vulnerabilities',
  validateSearch: readVulnerabilitySearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/image/vulnerabilities-tab.tsx')),
    'VulnerabilitiesTab',
  ),
});

const imageContent = createRoute({
  getParentRoute: () => image,
  path: '/content',
  validateSearch: readContentSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/image/content-tab.tsx')), 'ContentTab'),
});

const imageLayers = createRoute({
  getParentRoute: () => image,
  path: '/layers',
  component: lazyRouteComponent(() => screenCode(import('../features/image/layers-tab.tsx')), 'LayersTab'),
});

const imageRecommendations = createRoute({
  getParentRoute: () => image,
  path: '/recommendations',
  component: lazyRouteComponent(
    () => screenCode(import('../features/image/recommendations/recommendations-tab.tsx')),
    'RecommendationsTab',
  ),
});

const imagePolicies = createRoute({
  getParentRoute: () => image,
  path: '/policies',
  validateSearch: readPoliciesSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/image/policies/policies-tab.tsx')), 'PoliciesTab'),
});

const imageDetail = createRoute({
  getParentRoute: () => image,
  path: '/detail',
  component: lazyRouteComponent(() => screenCode(import('../features/image/detail-tab.tsx')), 'DetailTab'),
});

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/registry/$registryId/runs',
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/runs/runs-screen.tsx')), 'RunsScreen'),
});

const vulnerability = createRoute({
  getParentRoute: () => signedIn,
  path: '/vulnerabilities/$vulnerabilityId',
  component: lazyRouteComponent(
    () => screenCode(import('../features/vulnerability/vulnerability-screen.tsx')),
    'VulnerabilityScreen',
  ),
});

const packageEverywhere = createRoute({
  getParentRoute: () => signedIn,
  path: '/packages/$type/$',
  component: lazyRouteComponent(() => screenCode(import('../features/package/package-screen.tsx')), 'PackageScreen'),
});

const compare = createRoute({
  getParentRoute: () => signedIn,
  path: '/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/compare/compare-screen.tsx')), 'CompareScreen'),
});

const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/dashboard',
  component: lazyRouteComponent(
    () => screenCode(import('../features/dashboard/dashboard-screen.tsx')),
    'DashboardScreen',
  ),
});

const queue = createRoute({
  getParentRoute: () => signedIn,
  path: '/queue',
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => screenCode(import('../features/queue/queue-screen.tsx')), 'QueueScreen'),
});

const registryCredentials = createRoute({
  getParentRoute: () => signedIn,
  path: '/registry-credentials',
  validateSearch: readCredentialsSearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/registry-credentials/registry-credentials-screen.tsx')),
    'RegistryCredentialsScreen',
  ),
});

const registrySettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/registry-credentials/$registryId',
  component: lazyRouteComponent(
    () => screenCode(import('../features/registry-credentials/settings/registry-settings-screen.tsx')),
    'RegistrySettingsScreen',
  ),
});

const advisories = createRoute({
  getParentRoute: () => signedIn,
  path: '/advisories',
  component: lazyRouteComponent(
    () => screenCode(import('../features/advisories/advisories-screen.tsx')),
    'AdvisoriesScreen',
  ),
});

const statements = createRoute({
  getParentRoute: () => signedIn,
  path: '/statements',
  component: lazyRouteComponent(
    () => screenCode(import('../features/statements/statements-screen.tsx')),
    'StatementsScreen',
  ),
});

const policies = createRoute({
  getParentRoute: () => signedIn,
  path: '/policies',
  component: lazyRouteComponent(() => screenCode(import('../features/policies/policies-screen.tsx')), 'PoliciesScreen'),
});

const newPolicy = createRoute({
  getParentRoute: () => signedIn,
  path: '/policies/new',
  validateSearch: readNewPolicySearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/policies/new-policy-screen.tsx')),
    'NewPolicyScreen',
  ),
});

const policy = createRoute({
  getParentRoute: () => signedIn,
  path: '/policies/$policyId',
  component: lazyRouteComponent(
    () => screenCode(import('../features/policies/edit-policy-screen.tsx')),
    'EditPolicyScreen',
  ),
});

const exceptions = createRoute({
  getParentRoute: () => signedIn,
  path: '/exceptions',
  validateSearch: readExceptionsSearch,
  component: lazyRouteComponent(
    () => screenCode(import('../features/exceptions/exceptions-screen.tsx')),
    'ExceptionsScreen',
  ),
});

const apiTokens = createRoute({
  getParentRoute: () => signedIn,
  path: '/api-tokens',
  component: lazyRouteComponent(
    () => screenCode(import('../features/api-tokens/api-tokens-screen.tsx')),
    'ApiTokensScreen',
  ),
});

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    registries,
    repositories,
    repository,
    images,
    artifacts,
    image.addChildren([
      imageOverview,
      imageVulnerabilities,
      imageContent,
      imageLayers,
      imageRecommendations,
      imagePolicies,
      imageDetail,
    ]),
    runs,
    vulnerability,
    packageEverywhere,
    compare,
    dashboard,
    queue,
    registryCredentials,
    registrySettings,
    advisories,
    statements,
    exceptions,
    policies,
    newPolicy,
    policy,
    apiTokens,
  ]),
]);

/** The address of every screen. Screens are loaded when they are first opened. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    // Digests and hosts with a port stay readable in addresses.
    pathParamsAllowedCharacters: [':', '@'],
    defaultPreload: 'intent',
    defaultPendingComponent: () => <TableSkeleton label="Opening the screen" />,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
