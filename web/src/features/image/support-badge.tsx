import { Badge } from '@mantine/core';
import type { Lifecycle } from '../../api/generated/index.ts';
import { lineName, supportWords } from './lifecycle-words.ts';

const colors = { active: 'gray', approaching: 'orange', ended: 'red' } as const;

interface SupportBadgeProps {
  readonly line: Lifecycle;
  /** For where there is little room: the whole is said when one points at it. */
  readonly isShort?: boolean;
}

/** How long a release line is supported, as a mark. */
export function SupportBadge({ line, isShort = false }: SupportBadgeProps) {
  const { state, endOfLife } = line;
  return (
    <Badge
      variant="outline"
      color={colors[state]}
      title={`${lineName(line)}: support ${supportWords(line)}${endOfLife === undefined ? '' : ` (${endOfLife})`}`}
    >
      {isShort && state === 'ended' ? 'unsupported' : `support ${supportWords(line)}`}
    </Badge>
  );
}
