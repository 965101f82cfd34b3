import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useImage } from '../../api/images.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { BaseCard } from './base-card.tsx';
import { ChangesCard } from './changes-card.tsx';
import { CoverageCard } from './coverage-card.tsx';
import { FactsCard } from './facts-card.tsx';
import styles from './image.module.css';
import { PackageMatrix } from './package-matrix.tsx';
import { PlatformsCard } from './platforms-card.tsx';
import { PolicyCard } from './policy-card.tsx';
import { SupportCard } from './support-card.tsx';

const route = getRouteApi('/signed-in/images/$imageId');

/** The image at a glance: packages by severity, base and application, coverage and facts. */
export function OverviewTab() {
  const { imageId } = route.useParams();
  const { data: image } = useImage(imageId);
  if (image === undefined) return <TableSkeleton label="Loading the image" />;
  return (
    <div className={styles.overview}>
      <Stack gap="sm">
        <PackageMatrix image={image} />
        <PlatformsCard imageId={imageId} />
        <ChangesCard imageId={imageId} />
        <BaseCard image={image} />
        <SupportCard image={image} />
      </Stack>
      <Stack gap="sm">
        <PolicyCard image={image} />
        <CoverageCard image={image} />
        <FactsCard image={image} />
      </Stack>
    </div>
  );
}
