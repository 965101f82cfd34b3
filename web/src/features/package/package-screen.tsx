import { Text } from '@mantine/core';
import { IconPackageOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { usePackageEverywhere } from '../../api/estate.ts';
import type { Package } from '../../api/generated/index.ts';
import { isNotFound } from '../../api/is-not-found.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { SeverityBadge } from '../../components/severity/severity-badge.tsx';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { FixVersions } from '../../components/vulnerability/fix-versions.tsx';
import { formatProbability } from '../../components/vulnerability/format-probability.ts';

const route = getRouteApi('/signed-in/packages/$type/$');

/** A package over all images: which versions are there, how bad they are, and what mends them. */
export function PackageScreen() {
  const { type, _splat: name = '' } = route.useParams();
  const { data, error, refetch } = usePackageEverywhere(type, name);
  return (
    <Page
      title={name}
      note={`${type}${data === undefined ? '' : ` · ${plural(data.versions.length, 'version')} in ${plural(data.images, 'image')}`}`}
      actions={
        <ButtonLink to="/images" search={{ package: name, packageType: type }} size="xs" variant="default">
          List the images
        </ButtonLink>
      }
    >
      {data === undefined ? (
        error === null ? (
          <TableSkeleton label="Loading the package" />
        ) : isNotFound(error) ? (
          <EmptyState icon={<IconPackageOff size={40} stroke={1.3} />} title={`No scanned image holds ${name}`}>
            Look for another spelling with Ctrl+K, or scan the images that should hold it.
          </EmptyState>
        ) : (
          <ErrorPanel title="The package could not be loaded" error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <Versions versions={data.versions} />
          <Vulnerabilities vulnerabilities={data.vulnerabilities} />
        </>
      )}
    </Page>
  );
}

function Versions({ versions }: Pick<Package, 'versions'>) {
  return (
    <Card title="Versions in images, worst first">
      <SimpleTable
        heads={[
          'Version',
          'In',
          'Licences',
          { name: 'Findings', narrow: 'below' },
          { name: 'Has fix', kind: 'number' },
          { name: 'Exploits', kind: 'short', narrow: 'below' },
          { name: 'Images', kind: 'number', narrow: 'end' },
        ]}
        rows={versions.map((one) => [
          `${one.packageId} ${one.ecosystem} ${one.release ?? ''}`,
          <span key="version" className="mono">
            {one.version}
          </span>,
          `${one.ecosystem}${one.release === undefined ? '' : ` ${one.release}`}`,
          one.licenses.length === 0 ? '—' : one.licenses.join(', '),
          one.findings === 0 ? 'none known' : <SeverityCounts key="counts" counts={one.severityCounts} />,
          one.findings === 0 ? '—' : one.fixable.toLocaleString('en'),
          <ExploitMarks key="exploits" kev={0} exploitable={one.exploitable} />,
          <TextLink key="images" to="/images" search={{ package: one.packageId }} size="sm">
            {plural(one.images, 'image')}
          </TextLink>,
        ])}
      />
    </Card>
  );
}

function Vulnerabilities({ vulnerabilities }: Pick<Package, 'vulnerabilities'>) {
  return (
    <Card title="Vulnerabilities of these versions, worst first">
      {vulnerabilities.length === 0 ? (
        <Text size="sm" c="dimmed">
          None is known of the versions in your images.
        </Text>
      ) : (
        <SimpleTable
          heads={[
            'Vulnerability',
            { name: 'Severity', narrow: 'end' },
            { name: 'EPSS', kind: 'number' },
            { name: 'Exploits', kind: 'short', narrow: 'below' },
            'Fixed in',
            { name: 'Versions', kind: 'number' },
          ]}
          rows={vulnerabilities.map((one) => [
            one.vulnerabilityId,
            <div key="id">
              <TextLink
                to="/vulnerabilities/$vulnerabilityId"
                params={{ vulnerabilityId: one.vulnerabilityId }}
                size="sm"
                fw={600}
              >
                {one.vulnerabilityId}
              </TextLink>
              <Text size="xs" c="dimmed">
                {one.summary}
              </Text>
            </div>,
            <SeverityBadge key="severity" severity={one.severity} />,
            one.epss === undefined ? '—' : formatProbability(one.epss),
            <ExploitMarks
              key="exploits"
              kev={one.knownExploited ? 1 : 0}
              exploits={one.exploitable && !one.knownExploited ? 1 : 0}
            />,
            <FixVersions
              key="fix"
              state={one.fixVersions.length > 0 ? 'fixed' : 'not-fixed'}
              versions={one.fixVersions}
            />,
            one.versions.toLocaleString('en'),
          ])}
        />
      )}
    </Card>
  );
}
