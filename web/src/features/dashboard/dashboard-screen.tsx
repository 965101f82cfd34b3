import { Group, Stack, Text } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useDashboard } from '../../api/estate.ts';
import type { Dashboard } from '../../api/generated/index.ts';
import { riskWords } from '../../components/coverage/risk-words.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { plural } from '../../components/format/plural.ts';
import { Card, Columns } from '../../components/page/card.tsx';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { ImageList } from './image-list.tsx';
import { NewsCard } from './news-card.tsx';
import { PoliciesCard } from './policies-card.tsx';
import { TrendChart } from './trend-chart.tsx';

/** How all images stand, how that went, and where to look first. */
export function DashboardScreen() {
  const { data, error, refetch } = useDashboard();
  return (
    <Page title="Dashboard" note={data && plural(data.images, 'image')}>
      {data === undefined ? (
        error === null ? (
          <TableSkeleton label="Loading the dashboard" />
        ) : (
          <ErrorPanel title="The dashboard could not be loaded" error={error} onRetry={() => void refetch()} />
        )
      ) : data.images === 0 ? (
        <EmptyState
          icon={<IconChartLine size={40} stroke={1.3} />}
          title="Nothing scanned yet"
          action={
            <ButtonLink to="/registry-credentials" search={{ add: true }} mt="xs">
              Add registry
            </ButtonLink>
          }
        >
          Add a registry and scan it: totals, their trend and what is new appear here.
        </EmptyState>
      ) : (
        <Content dashboard={data} />
      )}
    </Page>
  );
}

function Content({ dashboard }: { readonly dashboard: Dashboard }) {
  return (
    <Columns>
      <Stack gap="sm" miw={0}>
        <Totals dashboard={dashboard} />
        <Card title="Findings of all images, day by day">
          <TrendChart days={dashboard.trend} />
        </Card>
        <Registries dashboard={dashboard} />
        <ImageList title="Look at these first" images={dashboard.worstImages} />
      </Stack>
      <Stack gap="sm" miw={0}>
        <NewsCard news={dashboard.news} />
        <PoliciesCard policies={dashboard.policies} />
        <ImageList isByAge title="Not scanned for longest" images={dashboard.oldestImages} />
        <Advisories dashboard={dashboard} />
      </Stack>
    </Columns>
  );
}

function Totals({ dashboard: { allImages, coverage } }: { readonly dashboard: Dashboard }) {
  const unsure = coverage.partial + coverage.unknown;
  return (
    <Card title="All images together">
      <Group gap="md" style={{ rowGap: 'var(--mantine-spacing-xs)' }}>
        <SeverityCounts counts={allImages.severityCounts} />
        <TextLink to="/images" search={{ exploitable: true }} underline="never">
          <ExploitMarks kev={allImages.knownExploited} exploitable={allImages.exploitable} />
        </TextLink>
        <TextLink to="/images" search={{ fixable: true }} size="sm">
          {allImages.fixable.toLocaleString('en')} of {allImages.findings.toLocaleString('en')} findings with a fix
        </TextLink>
        {unsure > 0 && (
          <TextLink to="/images" search={{ sort: 'coverage' }} size="sm">
            {plural(unsure, 'image')} not fully known
          </TextLink>
        )}
      </Group>
    </Card>
  );
}

function Registries({ dashboard: { registries } }: { readonly dashboard: Dashboard }) {
  return (
    <Card title="Most exposed registries">
      <SimpleTable
        heads={[
          'Registry',
          { name: 'Images', kind: 'number' },
          { name: 'Findings', narrow: 'below' },
          { name: 'Exploits', kind: 'short', narrow: 'below' },
          { name: 'Risk', kind: 'number' },
          { name: 'Last scan', kind: 'short' },
        ]}
        rows={registries.map(({ registryId, name, images, allImages, riskScore, coverage, lastScannedAt }) => [
          registryId,
          <TextLink key="name" to="/registry/$registryId" params={{ registryId }} size="sm" fw={600}>
            {name}
          </TextLink>,
          <TextLink key="images" to="/registry/$registryId" params={{ registryId }} size="sm">
            {images.toLocaleString('en')}
          </TextLink>,
          <SeverityCounts key="counts" counts={allImages.severityCounts} />,
          <ExploitMarks key="exploits" kev={allImages.knownExploited} exploitable={allImages.exploitable} />,
          riskWords({ riskScore, coverage }),
          <TimeAgo key="scan" time={lastScannedAt} />,
        ])}
      />
    </Card>
  );
}

function Advisories({ dashboard: { advisories } }: { readonly dashboard: Dashboard }) {
  return (
    <Card
      title="Advisories"
      note={
        <TextLink to="/advisories" size="sm">
          {plural(advisories.sources.length, 'source')}
        </TextLink>
      }
    >
      <Text size="sm">
        {advisories.builtAt === undefined ? (
          'None are loaded: nothing can be found.'
        ) : (
          <>
            Built <TimeAgo time={advisories.builtAt} />
            {advisories.sample && ', sample data only'}.
          </>
        )}
      </Text>
    </Card>
  );
}
