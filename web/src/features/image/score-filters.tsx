import { Select } from '@mantine/core';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { formatProbability } from '../../components/vulnerability/format-probability.ts';
import type { VulnerabilitySearch } from './vulnerability-search.ts';

interface ScoreFiltersProps {
  readonly search: VulnerabilitySearch;
  /** Whether it is known which findings the base image brought. */
  readonly hasBase: boolean;
  readonly onChange: (change: SearchChange<VulnerabilitySearch>) => void;
}

const scores = ['9', '7', '4'].map((value) => ({ value, label: `CVSS ≥ ${value}` }));
const probabilities = ['0.9', '0.5', '0.1', '0.01'].map((value) => ({
  value,
  label: `EPSS ≥ ${formatProbability(Number(value))}`,
}));
const sides = [
  { value: 'base', label: 'Base image' },
  { value: 'application', label: 'Application' },
];

/** Filters by score, by probability of an attack, and by who brought the package. */
export function ScoreFilters({ search, hasBase, onChange }: ScoreFiltersProps) {
  const { cvss, epss, origin } = search;
  return (
    <>
      <Select
        size="xs"
        w={125}
        clearable
        aria-label="CVSS score"
        placeholder="Any CVSS"
        data={withValue(scores, cvss, `CVSS ≥ ${cvss}`)}
        value={cvss?.toString() ?? null}
        onChange={(value) => onChange({ cvss: value === null ? undefined : Number(value) })}
      />
      <Select
        size="xs"
        w={125}
        clearable
        aria-label="EPSS"
        placeholder="Any EPSS"
        data={withValue(probabilities, epss, `EPSS ≥ ${formatProbability(epss ?? 0)}`)}
        value={epss?.toString() ?? null}
        onChange={(value) => onChange({ epss: value === null ? undefined : Number(value) })}
      />
      {(hasBase || origin !== undefined) && (
        <Select
          size="xs"
          w={175}
          clearable
          aria-label="Brought by"
          placeholder="Base and application"
          data={sides}
          value={origin ?? null}
          onChange={(value) => onChange({ origin: value === 'base' || value === 'application' ? value : undefined })}
        />
      )}
    </>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** The choices, and the value of the address where it is none of them. */
function withValue(options: readonly Option[], value: number | undefined, label: string): Option[] {
  const isKnown = value === undefined || options.some((option) => option.value === value.toString());
  return isKnown ? [...options] : [{ value: value.toString(), label }, ...options];
}
