import { Text } from '@mantine/core';
import { isBuildTime } from './is-build-time.ts';
import { TimeAgo } from './time-ago.tsx';

/** When an image was built; says so where it does not tell, or has a date that reproducible builds put in place of the real one. */
export function BuildTime({ time }: { readonly time: string | undefined }) {
  if (isBuildTime(time)) return <TimeAgo time={time} />;
  const title =
    time === undefined
      ? undefined
      : `The image says ${time.slice(0, 10)}, as builds do that give the same bytes each time.`;
  return (
    <Text span size="sm" c="dimmed" title={title}>
      creation date not set
    </Text>
  );
}
