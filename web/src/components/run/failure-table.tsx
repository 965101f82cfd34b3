import { Anchor, Button, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { ScanFailures } from '../../api/generated/index.ts';
import { SimpleTable } from '../table/simple-table.tsx';
import { causeWords } from './cause-words.ts';
import type { Cause } from './causes.ts';

interface FailureTableProps {
  readonly failures: readonly ScanFailures[];
  /** The kind of cause that is being queued once more. */
  readonly retrying: Cause | undefined;
  readonly onRetry: (cause: Cause) => void;
  /** Shows the scans that failed for it. */
  readonly onShow: (cause: Cause) => void;
}

/** What failed, by kind of cause: what to do, and one press to try all of a kind again. */
export function FailureTable({ failures, retrying, onRetry, onShow }: FailureTableProps) {
  return (
    <SimpleTable
      heads={[
        { name: 'Cause, and what to do', atLeast: 240 },
        { name: 'Failed', kind: 'number' },
        { name: 'Try again', kind: 'short', narrow: 'below' },
      ]}
      rows={failures.map(({ outcome, scans, retriable }) => {
        const { label, advice } = causeWords(outcome);
        return [
          outcome,
          <Fragment key="cause">
            <Anchor component="button" type="button" size="sm" fw={600} onClick={() => onShow(outcome)}>
              {label}
            </Anchor>
            <Text size="sm" c="dimmed">
              {retriable < scans ? `${advice} ${listingWords(scans - retriable)}` : advice}
            </Text>
          </Fragment>,
          scans.toLocaleString('en'),
          retriable === 0 ? (
            <Text key="none" span size="sm" c="dimmed">
              by a new run
            </Text>
          ) : (
            <Button
              key="retry"
              size="compact-xs"
              variant="default"
              loading={retrying === outcome}
              aria-label={`Retry ${retriable} failed: ${label}`}
              onClick={() => onRetry(outcome)}
            >
              Retry {retriable.toLocaleString('en')}
            </Button>
          ),
        ];
      })}
    />
  );
}

function listingWords(repositories: number): string {
  const which = repositories === 1 ? 'One repository' : `${repositories.toLocaleString('en')} repositories`;
  return `${which} could not be listed, which takes a new run.`;
}
