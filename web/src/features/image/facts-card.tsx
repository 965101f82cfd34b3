import { Badge, CopyButton, Group, Text, Title, UnstyledButton } from '@mantine/core';
import type { ImageOverview } from '../../api/generated/index.ts';
import { shortDigest } from '../../components/format/digest.ts';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { Facts } from '../../components/page/facts.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { useNow } from '../../components/time/use-now.ts';
import styles from './image.module.css';

/** What the image is and where it is found. */
export function FactsCard({ image }: { readonly image: ImageOverview }) {
  return (
    <section className={styles.card} aria-labelledby="facts">
      <Title order={2} id="facts">
        Image
      </Title>
      <Facts
        facts={[
          ['Distro', <Distro key="distro" image={image} />],
          ['Platform', image.platform],
          ['Size', formatBytes(image.size)],
          ['Built', image.createdAt && <TimeAgo time={image.createdAt} />],
          ['Last scan', <TimeAgo key="scan" time={image.lastScannedAt} />],
          ['Runs as', image.user],
          ['Image ID', <Digest key="id" digest={image.imageId} />],
          ['Found in', <Names key="names" image={image} />],
        ]}
      />
    </section>
  );
}

function Distro({ image: { distro } }: { readonly image: ImageOverview }) {
  const now = useNow();
  if (distro === undefined) return <>Not recognised</>;
  const hasEnded = distro.endOfLife !== undefined && new Date(distro.endOfLife) < now;
  return (
    <Group gap={6}>
      {distro.name}
      {distro.endOfLife !== undefined && (
        <Badge variant="outline" color={hasEnded ? 'red' : 'gray'} tt="none" radius="sm" c="inherit">
          support {hasEnded ? 'ended' : 'ends'} {distro.endOfLife}
        </Badge>
      )}
    </Group>
  );
}

function Names({ image: { names } }: { readonly image: ImageOverview }) {
  return (
    <>
      {names.map((name) => (
        <div key={`${name.registryId} ${name.repository}`}>
          {name.repository}
          <Text span c="dimmed" size="xs">
            {' '}
            {name.tags.length === 0 ? `@${shortDigest(name.manifestDigest)}` : name.tags.join(', ')}
          </Text>
        </div>
      ))}
    </>
  );
}

function Digest({ digest }: { readonly digest: string }) {
  return (
    <CopyButton value={digest}>
      {({ copied, copy }) => (
        <UnstyledButton className="mono" fz="sm" onClick={copy} title={`Copy ${digest}`}>
          {copied ? 'Copied' : `sha256:${shortDigest(digest)}…`}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
