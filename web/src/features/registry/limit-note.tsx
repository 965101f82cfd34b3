import { Alert } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import type { Registry } from '../../api/generated/index.ts';
import { describeLimit } from './limit-words.ts';

/** What slows scans of a registry down, where something does. */
export function LimitNote({ registry: { limits = [] } }: { readonly registry: Registry }) {
  const sentences = limits.flatMap((limit) => describeLimit(limit));
  if (sentences.length === 0) return null;
  return (
    <Alert p="xs" flex="none" color="yellow" variant="light" role="status" icon={<IconHourglass aria-hidden />}>
      {sentences.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Alert>
  );
}
