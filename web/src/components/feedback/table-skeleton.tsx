import { Skeleton, Stack } from '@mantine/core';

const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Grey lines in place of a table that is being loaded. */
export function TableSkeleton({ label }: { readonly label: string }) {
  return (
    <Stack gap={10} p="md" role="status" aria-label={label}>
      {lines.map((line) => (
        <Skeleton key={line} height={26} radius="sm" />
      ))}
    </Stack>
  );
}
