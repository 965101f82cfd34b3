import { Text } from '@mantine/core';

interface FixVersionsProps {
  readonly state: 'fixed' | 'not-fixed' | 'wont-fix' | 'unknown';
  readonly versions: readonly string[];
}

const words = {
  fixed: 'Fixed',
  'not-fixed': 'No fix yet',
  'wont-fix': "Won't be fixed",
  unknown: 'Not known',
} as const;

/** The versions in which a flaw is mended, or that it is not. */
export function FixVersions({ state, versions }: FixVersionsProps) {
  if (state === 'fixed' && versions.length > 0) {
    return (
      <Text span size="sm" className="mono" c="var(--plimsoll-good)" title={versions.join(', ')}>
        {versions.join(', ')}
      </Text>
    );
  }
  return (
    <Text span size="sm" c="dimmed">
      {words[state]}
    </Text>
  );
}
