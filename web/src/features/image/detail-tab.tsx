import { Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ImageOverview } from '../../api/generated/index.ts';
import { useImage } from '../../api/images.ts';
import { goneTagWords } from '../../components/artifact/gone-tag-words.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { breakable } from '../../components/format/breakable.tsx';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { plural } from '../../components/format/plural.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { Facts } from '../../components/page/facts.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { BuildTime } from '../../components/time/build-time.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { CopyDigest } from './copy-digest.tsx';
import { DistroFact } from './distro-fact.tsx';
import styles from './image.module.css';
import { ReferrersCard } from './referrers-card.tsx';
import { SecretsCard } from './secrets-card.tsx';

const route = getRouteApi('/signed-in/images/$imageId');

/** What the image says of itself, and everywhere it is known. */
export function DetailTab() {
  const { imageId } = route.useParams();
  const { data: image } = useImage(imageId);
  if (image === undefined) return <TableSkeleton label="Loading the image" />;
  const labels = Object.entries(image.labels);
  return (
    <>
      <section className={`${styles.card} ${styles.wide}`} aria-labelledby="names">
        <Title order={2} id="names">
          Where it is known
        </Title>
        <Names image={image} />
      </section>
      <section className={styles.card} aria-labelledby="configuration">
        <Title order={2} id="configuration">
          Configuration
        </Title>
        <Facts
          facts={[
            ['Image ID', <CopyDigest key="id" digest={image.imageId} isWhole />],
            ['Platform', image.platform],
            ['Distro', <DistroFact key="distro" distro={image.distro} />],
            ['Size', `${formatBytes(image.size)} in ${plural(image.layers.length, 'layer')}, as stored`],
            ['Built', <BuildTime key="built" time={image.createdAt} />],
            ['Runs as', image.user ?? 'root: the image names no user'],
            ['Listens on', image.exposedPorts.join(', ')],
            ['Base image', <BaseFact key="base" image={image} />],
          ]}
        />
      </section>
      <ReferrersCard imageId={imageId} />
      <SecretsCard secrets={image.secrets} />
      <section className={styles.card} aria-labelledby="environment">
        <Title order={2} id="environment">
          Environment
        </Title>
        {image.env.length === 0 ? <None>It sets no variables.</None> : <Facts isWide facts={image.env.map(variable)} />}
      </section>
      <section className={styles.card} aria-labelledby="labels">
        <Title order={2} id="labels">
          Labels
        </Title>
        {labels.length === 0 ? <None>It has no labels.</None> : <Facts isWide facts={labels} />}
      </section>
    </>
  );
}

/** A variable's name and value; it has none where it is not written as NAME=value. */
function variable(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, '(no value)'] : [text.slice(0, at), text.slice(at + 1) || '(empty)'];
}

function Names({ image: { names } }: { readonly image: ImageOverview }) {
  return (
    <SimpleTable
      heads={[
        { name: 'Registry', narrow: 'below' },
        { name: 'Repository', narrow: 'first' },
        'Tags',
        { name: 'Manifest digest', kind: 'short' },
        { name: 'Last push', kind: 'short' },
        { name: 'Last scan', kind: 'short' },
      ]}
      rows={names.map((name) => {
        const { registryId, registryName, repository, manifestDigest, lastPushedAt, lastScannedAt } = name;
        return [
          `${registryId} ${repository} ${manifestDigest}`,
          <TextLink key="registry" to="/registry/$registryId" params={{ registryId }} size="sm">
            {registryName}
          </TextLink>,
          <TextLink
            key="repository"
            to="/registry/$registryId/repository/$"
            params={{ registryId, _splat: repository }}
            size="sm"
          >
            {breakable(referenceWords(repository))}
          </TextLink>,
          <Tags key="tags" name={name} />,
          <CopyDigest key="digest" digest={manifestDigest} />,
          lastPushedAt === undefined ? 'not told' : <TimeAgo key="push" time={lastPushedAt} />,
          <TimeAgo key="scan" time={lastScannedAt} />,
        ];
      })}
    />
  );
}

function Tags({ name: { tags, goneTags = [] } }: { readonly name: ImageOverview['names'][number] }) {
  return (
    <>
      {tags.length === 0 ? 'none points to it now' : tags.join(', ')}
      {goneTags.map((gone) => (
        <div key={gone.tag}>{goneTagWords(gone)}</div>
      ))}
    </>
  );
}

function None({ children }: { readonly children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

function BaseFact({ image: { baseImage } }: { readonly image: ImageOverview }) {
  if (baseImage === undefined) return <>Not known: scan the image it is built on</>;
  return (
    <TextLink to="/images/$imageId" params={{ imageId: baseImage.imageId }} size="sm">
      {breakable(referenceWords(baseImage.reference))}
    </TextLink>
  );
}
