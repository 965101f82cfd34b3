import { Pill, Select } from '@mantine/core';
import { IconBug, IconFlame, IconTool } from '@tabler/icons-react';
import { coverageWords } from '../../components/coverage/coverage-words.ts';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import { SeverityFloor } from '../../components/filters/severity-floor.tsx';
import { ToggleChip } from '../../components/filters/toggle-chip.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { TextLink } from '../../components/page/links.tsx';
import { vulnerabilityIdOf } from '../../components/vulnerability/vulnerability-id.ts';
import { filterWords, moreFilters } from './filters/filter-words.ts';
import { MoreFilters } from './filters/more-filters.tsx';
import { isNarrowed, type ListSearch } from './list-search.ts';
import { PolicyFilter } from './policy-filter.tsx';

const coverageOptions = Object.entries(coverageWords).map(([value, { label }]) => ({ value, label }));
const onOrAbsent = (isOn: boolean) => (isOn ? true : undefined);

interface ListFiltersProps {
  readonly search: ListSearch;
  /** What is searched for words. */
  readonly label?: string;
}

/** The filters of a list of images, or of the repositories that hold them. */
export function ListFilters({ search, label = 'Search images, tags, distros' }: ListFiltersProps) {
  const { update, replace, clear } = useSearchUpdate<ListSearch>();
  return (
    <FilterBar label="Filter images" isSet={isNarrowed(search)} onClear={clear}>
      <SearchBox label={label} value={search.q ?? ''} onChange={(q) => update({ q })} />
      <LookElsewhere text={search.q ?? ''} />
      <SeverityFloor value={search.severity} onChange={(severity) => update({ severity })} />
      <ToggleChip
        isOn={search.fixable === true}
        icon={<IconTool size={14} aria-hidden />}
        hint="Images with a finding for which there is a fixed version"
        onChange={(isOn) => update({ fixable: onOrAbsent(isOn) })}
      >
        Has fix
      </ToggleChip>
      <ToggleChip
        isOn={search.exploitable === true}
        icon={<IconBug size={14} aria-hidden />}
        hint="Attacked, publicly exploitable, or an EPSS probability of 10 % or more"
        onChange={(isOn) => update({ exploitable: onOrAbsent(isOn) })}
      >
        Exploitable
      </ToggleChip>
      <ToggleChip
        isOn={search.kev === true}
        icon={<IconFlame size={14} aria-hidden />}
        hint="In CISA's catalogue of known exploited vulnerabilities"
        onChange={(isOn) => update({ kev: onOrAbsent(isOn) })}
      >
        KEV
      </ToggleChip>
      <Select
        size="xs"
        w={136}
        clearable
        aria-label="Coverage"
        placeholder="Any coverage"
        data={coverageOptions}
        value={search.coverage ?? null}
        onChange={(value) => update({ coverage: (value ?? undefined) as ListSearch['coverage'] })}
      />
      <PolicyFilter policy={search.policy} policyId={search.policyId} onChange={update} />
      <MoreFilters search={search} onApply={replace} />
      {moreFilters.map((field) => {
        const words = filterWords(field, search);
        return (
          words !== undefined && (
            <Pill
              key={field.name}
              withRemoveButton
              onRemove={() => update({ [field.name]: undefined })}
              removeButtonProps={{ 'aria-label': `No longer: ${words}` }}
            >
              {words}
            </Pill>
          )
        );
      })}
    </FilterBar>
  );
}

/** Names of images are searched here: who types the name of a vulnerability is led to what is known of that. */
function LookElsewhere({ text }: { readonly text: string }) {
  const vulnerabilityId = vulnerabilityIdOf(text);
  if (vulnerabilityId === undefined) return null;
  return (
    <TextLink to="/vulnerabilities/$vulnerabilityId" params={{ vulnerabilityId }} size="sm" fw={600}>
      Which images have {vulnerabilityId}?
    </TextLink>
  );
}
