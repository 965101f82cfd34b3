import { Title } from '@mantine/core';
import type { ImageOverview } from '../../api/generated/index.ts';
import { breakable } from '../../components/format/breakable.tsx';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { plural } from '../../components/format/plural.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { Facts } from '../../components/page/facts.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { BuildTime } from '../../components/time/build-time.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { CopyDigest } from './copy-digest.tsx';
import { DistroFact } from './distro-fact.tsx';
import styles from './image.module.css';

/** What the image is, in short; the Detail tab has the rest. */
export function FactsCard({ image }: { readonly image: ImageOverview }) {
  const { baseImage } = image;
  return (
    <section className={styles.card} aria-labelledby="facts">
      <Title order={2} id="facts">
        Image
      </Title>
      <Facts
        facts={[
          ['Distro', <DistroFact key="distro" distro={image.distro} />],
          [
            'Base image',
            baseImage && (
              <TextLink to="/images/$imageId" params={{ imageId: baseImage.imageId }} size="sm">
                {breakable(referenceWords(baseImage.reference))}
              </TextLink>
            ),
          ],
          ['Platform', image.platform],
          ['Size', formatBytes(image.size)],
          ['Built', <BuildTime key="built" time={image.createdAt} />],
          ['Last scan', <TimeAgo key="scan" time={image.lastScannedAt} />],
          ['Runs as', image.user],
          ['Image ID', <CopyDigest key="id" digest={image.imageId} />],
          [
            'Known in',
            <TextLink key="names" to="/images/$imageId/detail" params={{ imageId: image.imageId }} size="sm">
              {plural(image.names.length, 'repository', 'repositories')}
            </TextLink>,
          ],
        ]}
      />
    </section>
  );
}
