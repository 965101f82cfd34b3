import { Button, Stack, Text, Title } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useExplanation } from '../../api/images.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { plural } from '../../components/format/plural.ts';
import parts from '../../components/page/parts.module.css';
import { ExplainedPackage } from './explained-package.tsx';

interface WhyItMatchedProps {
  readonly imageId: string;
  readonly vulnerabilityId: string;
}

/** What was compared with what, and what decided: asked for when it is wanted. */
export function WhyItMatched({ imageId, vulnerabilityId }: WhyItMatchedProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={parts.section} aria-labelledby="why">
      <Title order={3} id="why">
        Why it matched
      </Title>
      {isOpen ? (
        <Explained imageId={imageId} vulnerabilityId={vulnerabilityId} />
      ) : (
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          Show what was compared
        </Button>
      )}
    </section>
  );
}

function Explained({ imageId, vulnerabilityId }: WhyItMatchedProps) {
  const { data, error, refetch } = useExplanation(imageId, vulnerabilityId, true);
  if (data === undefined && error === null) return <TableSkeleton label="Loading the explanation" />;
  if (data === undefined) {
    return <ErrorPanel title="It could not be explained" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="sm">
      {data.names.length > 1 && (
        <Text size="sm" c="dimmed">
          Looked for as {data.names.join(', ')}.
        </Text>
      )}
      {data.packages.map((one) => (
        <ExplainedPackage key={one.packageId} explained={one} />
      ))}
      <Text size="sm" c="dimmed">
        {plural(data.unmentioned, 'other package')} of the image: no advisory on it names them.
        {data.elsewhere.length > 0 &&
          ` Further advisories are about what is not in the image: ${data.elsewhere
            .map(({ advisoryId, about }) => `${advisoryId} (${about.join(', ')})`)
            .join('; ')}.`}
      </Text>
    </Stack>
  );
}
