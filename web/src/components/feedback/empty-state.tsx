import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do next, in a sentence. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Stands where there is nothing to show yet and says what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={56} px="lg" ta="center">
      {icon !== undefined && (
        <Text c="dimmed" component="span" aria-hidden>
          {icon}
        </Text>
      )}
      <Title order={2}>{title}</Title>
      <Text c="dimmed" size="sm" maw={460} component="div">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
