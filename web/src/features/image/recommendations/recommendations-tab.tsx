import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Recommendations } from '../../../api/generated/index.ts';
import { useRecommendations } from '../../../api/images.ts';
import { ErrorPanel } from '../../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../../components/feedback/table-skeleton.tsx';
import { Card } from '../../../components/page/card.tsx';
import { totalOf } from '../../../components/severity/severity.ts';
import { SeverityCounts } from '../../../components/severity/severity-counts.tsx';
import { RebuildCard } from './rebuild-card.tsx';
import { UpgradePlan } from './upgrade-plan.tsx';
import { stayWords } from './upgrade-words.ts';

const route = getRouteApi('/signed-in/images/$imageId');

/** What to do about the image: upgrades, other bases, and what no one can mend yet. */
export function RecommendationsTab() {
  const { imageId } = route.useParams();
  const plan = useRecommendations(imageId);
  if (plan.error !== null && plan.data === undefined) {
    return (
      <ErrorPanel
        title="The recommendations could not be worked out"
        error={plan.error}
        onRetry={() => void plan.refetch()}
      />
    );
  }
  if (plan.data === undefined) return <TableSkeleton label="Working out what to upgrade" />;
  return (
    <Stack gap="sm">
      <UpgradePlan imageId={imageId} plan={plan.data} />
      <RebuildCard imageId={imageId} />
      <Staying stays={plan.data.stays} />
    </Stack>
  );
}

function Staying({ stays }: Pick<Recommendations, 'stays'>) {
  const { severityCounts, ...reasons } = stays;
  return (
    <Card title="What no upgrade clears">
      {totalOf(severityCounts) === 0 ? (
        <Text size="sm">Nothing: every finding goes with an upgrade.</Text>
      ) : (
        <>
          <SeverityCounts counts={severityCounts} />
          {stayWords(reasons).map((words) => (
            <Text key={words} size="sm" mt={4}>
              {words}
            </Text>
          ))}
        </>
      )}
    </Card>
  );
}
