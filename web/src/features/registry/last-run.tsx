import { Text, Tooltip } from '@mantine/core';
import type { Registry } from '../../api/generated/index.ts';
import { describeRun } from '../../components/format/run-words.ts';
import { TextLink } from '../../components/page/links.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';

/** How the last scan of a registry went, and when it ended. */
export function LastRun({ registry: { lastRun } }: { readonly registry: Registry }) {
  if (lastRun === undefined)
    return (
      <Text span c="dimmed" size="sm">
        Never scanned
      </Text>
    );
  return (
    <>
      {lastRun.error === undefined ? (
        describeRun(lastRun)
      ) : (
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
      )}
      {lastRun.finishedAt !== undefined && (
        <Text span c="dimmed" size="xs">
          {' '}
          · <TimeAgo time={lastRun.finishedAt} />
        </Text>
      )}
    </>
  );
}
