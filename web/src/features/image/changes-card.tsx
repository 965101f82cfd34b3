import { Text } from '@mantine/core';
import type { ChangedFindings, ImageChanges } from '../../api/generated/index.ts';
import { useImageChanges } from '../../api/images.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { totalOf } from '../../components/severity/severity.ts';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { attackedWords, packageChangeWords } from './change-words.ts';
import styles from './image.module.css';

/** What is different since the tag named another image, and what new advisories changed though nothing in the image did. */
export function ChangesCard({ imageId }: { readonly imageId: string }) {
  const { data: changes } = useImageChanges(imageId);
  if (changes === undefined) return null;
  const { sincePrevious, byAdvisories } = changes;
  return (
    <Card
      title="What changed"
      note={
        sincePrevious !== undefined && (
          <TextLink to="/compare" search={{ from: sincePrevious.imageId, to: imageId }} size="sm">
            Compare both
          </TextLink>
        )
      }
    >
      {sincePrevious !== undefined && <SincePrevious imageId={imageId} previous={sincePrevious} />}
      <Text size="sm" fw={600} mt={sincePrevious === undefined ? 0 : 'sm'}>
        By new advisories in the last 30 days
      </Text>
      {totalOf(byAdvisories.added.severityCounts) + totalOf(byAdvisories.fixed.severityCounts) === 0 ? (
        <Text size="sm">{attackedWords(byAdvisories.exploited) ?? 'Nothing.'}</Text>
      ) : (
        <>
          <Line imageId={imageId} title="New findings" findings={byAdvisories.added} />
          <Line imageId={imageId} title="Withdrawn" findings={byAdvisories.fixed} />
          {byAdvisories.exploited > 0 && <Text size="sm">{attackedWords(byAdvisories.exploited)}</Text>}
        </>
      )}
    </Card>
  );
}

interface SincePreviousProps {
  readonly imageId: string;
  readonly previous: NonNullable<ImageChanges['sincePrevious']>;
}

function SincePrevious({ imageId, previous }: SincePreviousProps) {
  return (
    <>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        Against{' '}
        <TextLink to="/images/$imageId" params={{ imageId: previous.imageId }} size="sm" underline="always">
          the image
        </TextLink>{' '}
        that {previous.tag} named until <TimeAgo time={previous.movedAt} />
      </Text>
      <Line imageId={imageId} title="New findings" findings={previous.added} />
      <Line imageId={previous.imageId} title="Gone" findings={previous.fixed} />
      <details className={styles.change}>
        <summary>
          <Text span size="sm">
            Packages: {packageChangeWords(previous.packages)}
          </Text>
        </summary>
        {previous.packages.listed.map(({ type, name, before, after }) => (
          <Text key={`${type} ${name}`} size="xs" pl="md" style={{ overflowWrap: 'anywhere' }}>
            {name} <span className="mono">{before ?? 'not there'}</span> to{' '}
            <span className="mono">{after ?? 'gone'}</span>
          </Text>
        ))}
      </details>
    </>
  );
}

interface LineProps {
  /** The image that has the findings. */
  readonly imageId: string;
  readonly title: string;
  readonly findings: ChangedFindings;
}

function Line({ imageId, title, findings: { severityCounts, vulnerabilities } }: LineProps) {
  const total = totalOf(severityCounts);
  const more = total - vulnerabilities.length;
  return (
    <details className={styles.change}>
      <summary>
        <Text span size="sm" mr="xs">
          {title}
        </Text>
        {total === 0 ? (
          <Text span size="sm" c="dimmed">
            none
          </Text>
        ) : (
          <SeverityCounts counts={severityCounts} />
        )}
      </summary>
      {vulnerabilities.map(({ vulnerabilityId, packageName }) => (
        <Text key={`${vulnerabilityId} ${packageName}`} size="xs" pl="md">
          <TextLink
            to="/images/$imageId/vulnerabilities"
            params={{ imageId }}
            search={{ vulnerability: vulnerabilityId }}
            size="xs"
          >
            {vulnerabilityId}
          </TextLink>{' '}
          in {packageName}
        </Text>
      ))}
      {more > 0 && (
        <Text size="xs" pl="md">
          and {more.toLocaleString('en')} more
        </Text>
      )}
    </details>
  );
}
