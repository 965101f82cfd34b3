import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ToggleChipProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly children: string;
}

/** A filter that is on or off. */
export function ToggleChip({ isOn, onChange, icon, hint, children }: ToggleChipProps) {
  const button = (
    <Button
      size="xs"
      px={10}
      variant={isOn ? 'filled' : 'default'}
      aria-pressed={isOn}
      leftSection={icon}
      fw={500}
      onClick={() => onChange(!isOn)}
    >
      {children}
    </Button>
  );
  return hint === undefined ? button : <Tooltip label={hint}>{button}</Tooltip>;
}
