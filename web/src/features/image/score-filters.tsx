import { Select } from '@mantine/core';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import type { VulnerabilitySearch } from './vulnerability-search.ts';

interface ScoreFiltersProps {
  readonly search: VulnerabilitySearch;
  /** Whether it is known which findings the base image brought. */
  readonly hasBase: boolean;
  readonly onChange: (change: SearchChange<VulnerabilitySearch>) => void;
}

const scores = ['9', '7', '4'].map((value) => ({ value, label: `CVSS ${value} or more` }));
const probabilities = ['0.9', '0.5', '0.1', '0.01'].map((value) => ({
  value,
  label: `EPSS ${Number(value) * 100} % or more`,
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
        w={140}
        clearable
        aria-label="CVSS score"
        placeholder="Any CVSS score"
        data={withValue(scores, cvss, `CVSS ${cvss} or more`)}
        value={cvss?.toString() ?? null}
        onChange={(value) => onChange({ cvss: value === null ? undefined : Number(value) })}
      />
      <Select
        size="xs"
        w={150}
        clearable
        aria-label="EPSS"
        placeholder="Any EPSS"
        data={withValue(probabilities, epss, `EPSS ${(epss ?? 0) * 100} % or more`)}
        value={epss?.toString() ?? null}
        onChange={(value) => onChange({ epss: value === null ? undefined : Number(value) })}
      />
      {(hasBase || origin !== undefined) && (
        <Select
          size="xs"
          w={150}
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
