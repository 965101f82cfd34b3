import { Group, Text, Title } from '@mantine/core';
import type { ImageOverview, ImageProblem } from '../../api/generated/index.ts';
import { CoverageBadge } from '../../components/coverage/coverage-badge.tsx';
import { coverageWords } from '../../components/coverage/coverage-words.ts';
import { sentence } from '../../components/feedback/describe-error.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import styles from './image.module.css';

/** How much of the image could be read and looked up, and what could not. */
export function CoverageCard({ image }: { readonly image: ImageOverview }) {
  const gaps = image.problems.filter(({ affectsCoverage }) => affectsCoverage);
  const notes = image.problems.filter(({ affectsCoverage }) => !affectsCoverage);
  return (
    <section className={styles.card} aria-labelledby="coverage">
      <Group justify="space-between" mb={6}>
        <Title order={2} id="coverage">
          Coverage
        </Title>
        <CoverageBadge coverage={image.coverage} />
      </Group>
      <Text size="sm">{coverageWords[image.coverage].meaning}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {image.advisoriesBuiltAt === undefined ? (
          'Not looked up in any advisory yet.'
        ) : (
          <>
            Looked up in advisories built <TimeAgo time={image.advisoriesBuiltAt} />.
          </>
        )}
      </Text>
      <Problems title="May hide packages or findings" problems={gaps} />
      <Problems title="Also met" problems={notes} />
    </section>
  );
}

function Problems({ title, problems }: { readonly title: string; readonly problems: readonly ImageProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <>
      <Title order={3} mt="sm">
        {title}
      </Title>
      {problems.map((problem) => (
        <div key={`${problem.code} ${problem.path ?? ''} ${problem.message}`} className={styles.problem}>
          {sentence(problem.message)}
          <Text c="dimmed" size="xs">
            {problem.stage} · <span className="mono">{problem.code}</span>
            {problem.path !== undefined && ` · ${problem.path}`}
          </Text>
        </div>
      ))}
    </>
  );
}
