import { Select } from '@mantine/core';
import { severityLabels } from '../severity/severity.ts';

const floors = ['critical', 'high', 'medium', 'low'] as const;
type Floor = (typeof floors)[number];

const options = floors.map((severity) => ({
  value: severity,
  label: severity === 'critical' ? 'Critical' : `${severityLabels[severity].word} or worse`,
}));

interface SeverityFloorProps {
  readonly value: Floor | undefined;
  readonly onChange: (value: Floor | undefined) => void;
}

/** Chooses the least severity to show. */
export function SeverityFloor({ value, onChange }: SeverityFloorProps) {
  return (
    <Select
      size="xs"
      w={140}
      clearable
      aria-label="Severity"
      placeholder="Any severity"
      data={options}
      value={value ?? null}
      onChange={(chosen) => onChange(floors.find((floor) => floor === chosen))}
    />
  );
}
