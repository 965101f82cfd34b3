import { Group, Skeleton, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import type { ImageOverview } from '../../api/generated/index.ts';
import { useImage } from '../../api/images.ts';
import { isNotFound } from '../../api/is-not-found.ts';
import { CoverageBadge } from '../../components/coverage/coverage-badge.tsx';
import { FindingsSummary } from '../../components/coverage/findings-summary.tsx';
import { riskWords } from '../../components/coverage/risk-words.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { OutcomeBadge } from '../../components/policy/outcome-badge.tsx';
import { shownOutcome } from '../../components/policy/outcome-words.ts';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import { DownloadMenu } from './download-menu.tsx';
import styles from './image.module.css';
import { PlatformSwitch } from './platform-switch.tsx';
import { ScanAgainButton } from './scan-again-button.tsx';
import { SeverityLinks } from './severity-links.tsx';

const route = getRouteApi('/signed-in/images/$imageId');

const tabs: readonly {
  readonly to: `/images/$imageId${'' | '/vulnerabilities' | '/content' | '/layers' | '/recommendations' | '/policies' | '/detail'}`;
  readonly label: string;
  readonly count?: (image: ImageOverview) => number;
}[] = [
  { to: '/images/$imageId', label: 'Overview' },
  { to: '/images/$imageId/vulnerabilities', label: 'Vulnerabilities', count: ({ findings }) => findings },
  { to: '/images/$imageId/content', label: 'Content', count: ({ packages }) => packages },
  { to: '/images/$imageId/layers', label: 'Layers', count: ({ layers }) => layers.length },
  { to: '/images/$imageId/recommendations', label: 'Recommendations' },
  { to: '/images/$imageId/policies', label: 'Policies' },
  { to: '/images/$imageId/detail', label: 'Detail' },
];

/** The frame of an image's tabs: what it is called, where it lies, and how it stands. */
export function ImageScreen() {
  const { imageId } = route.useParams();
  const image = useImage(imageId);
  if (isNotFound(image.error)) {
    return (
      <Page title="Image">
        <EmptyState
          icon={<IconStack2 size={40} stroke={1.3} />}
          title="There is no such image here"
          action={
            <ButtonLink to="/images" mt="xs" variant="default">
              To the images
            </ButtonLink>
          }
        >
          It was never scanned, or has gone with its last tag or its registry. Scan Now reads it by its reference.
        </EmptyState>
      </Page>
    );
  }
  if (image.error !== null && image.data === undefined) {
    return (
      <ErrorPanel title="The image could not be loaded" error={image.error} onRetry={() => void image.refetch()} />
    );
  }
  return (
    <Page
      title={image.data === undefined ? 'Image' : referenceWords(image.data.reference)}
      crumbs={crumbsOf(image.data)}
      actions={
        <>
          <PlatformSwitch imageId={imageId} />
          {image.data !== undefined && <ScanAgainButton image={image.data} />}
          <ButtonLink to="/compare" search={{ to: imageId }} size="xs" variant="default">
            Compare
          </ButtonLink>
          <DownloadMenu imageId={imageId} suppressed={image.data?.suppressed ?? 0} />
        </>
      }
    >
      {image.data === undefined ? <Skeleton height={22} width={420} /> : <Posture image={image.data} />}
      <nav className={styles.tabs} aria-label="Image" ref={showActiveTab}>
        {tabs.map(({ to, label, count }) => (
          <Link
            key={to}
            to={to}
            params={{ imageId }}
            className={styles.tab ?? ''}
            activeOptions={{ exact: to === '/images/$imageId', includeSearch: false }}
          >
            {label}
            {count !== undefined && image.data && ` (${count(image.data).toLocaleString('en')})`}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}

/** Where the tabs are wider than the window, the one that is open is not out of it. */
function showActiveTab(tabs: HTMLElement | null): void {
  tabs?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

const findings = { to: '/images/$imageId/vulnerabilities' } as const;

/** How the image stands; each part leads to what it sums up. */
function Posture({ image }: { readonly image: ImageOverview }) {
  const params = { imageId: image.imageId };
  return (
    <Group gap="md">
      {image.findings > 0 ? (
        <SeverityLinks image={image} />
      ) : (
        <FindingsSummary counts={image.severityCounts} coverage={image.coverage} />
      )}
      {(image.knownExploited > 0 || image.exploitable > 0) && (
        <ExploitMarks kev={image.knownExploited} exploitable={image.exploitable} of={params} />
      )}
      <Text size="sm" c="dimmed" component="div">
        <TextLink {...findings} params={params} search={{ fix: 'yes' }} size="sm">
          <b>{image.fixable.toLocaleString('en')}</b> with a fix
        </TextLink>{' '}
        · risk <b>{riskWords(image)}</b>
      </Text>
      <TextLink to="/images/$imageId" params={params} underline="never">
        <CoverageBadge coverage={image.coverage} />
      </TextLink>
      {image.policy.outcome !== 'none' && (
        <TextLink to="/images/$imageId/policies" params={params} underline="never">
          <OutcomeBadge outcome={shownOutcome(image.policy.outcome, image.coverage)} />
        </TextLink>
      )}
    </Group>
  );
}

function crumbsOf(image: ImageOverview | undefined) {
  const [name] = image?.names ?? [];
  return [
    <TextLink key="all" to="/registry" size="sm">
      Registries
    </TextLink>,
    ...(name === undefined
      ? []
      : [
          <TextLink key="registry" to="/registry/$registryId" params={{ registryId: name.registryId }} size="sm">
            {name.registryName}
          </TextLink>,
          <TextLink
            key="repository"
            to="/registry/$registryId/repository/$"
            params={{ registryId: name.registryId, _splat: name.repository }}
            size="sm"
          >
            {referenceWords(name.repository)}
          </TextLink>,
        ]),
  ];
}
