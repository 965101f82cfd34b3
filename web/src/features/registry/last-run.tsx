import { Text, Tooltip } from '@mantine/core';
import type { Registry } from '../../api/generated/index.ts';
import { describeRun } from '../../components/format/run-words.ts';
import { TextLink } from '../../components/page/links.tsx';

/** How the last scan of a registry went. */
export function LastRun({ registry: { lastRun } }: { readonly registry: Registry }) {
  if (lastRun === undefined)
    return (
      <Text span c="dimmed" size="sm">
        Never scanned
      </Text>
    );
  if (lastRun.error === undefined) {
    return (
      <TextLink
        to="/registry/$registryId/runs"
        params={{ registryId: lastRun.registryId }}
        search={{ run: lastRun.id }}
        size="sm"
        tabIndex={-1}
        title="What was found, what was left out, and why"
      >
        {describeRun(lastRun)}
      </TextLink>
    );
  }
  return (
    <Tooltip label={lastRun.error}>
      <TextLink
        to="/registry-credentials/$registryId"
        params={{ registryId: lastRun.registryId }}
        size="sm"
        tabIndex={-1}
        c="var(--mantine-color-error)"
      >
        {describeRun(lastRun)}: {lastRun.error}
      </TextLink>
    </Tooltip>
  );
}
