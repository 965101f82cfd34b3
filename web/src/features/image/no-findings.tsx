import { IconFilterOff, IconQuestionMark, IconShieldCheck } from '@tabler/icons-react';
import type { Coverage } from '../../components/coverage/coverage-words.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { plural } from '../../components/format/plural.ts';

interface NoFindingsProps {
  readonly coverage: Coverage | undefined;
  readonly isFiltered: boolean;
  /** How many findings are not counted and not listed. */
  readonly apart: number;
}

/** Stands in place of an empty list of findings: only a complete scan without filters is called clean. */
export function NoFindings({ coverage, isFiltered, apart }: NoFindingsProps) {
  if (isFiltered) {
    return (
      <EmptyState icon={<IconFilterOff size={40} stroke={1.3} />} title="No finding matches the filters">
        Clear a filter to see the other findings of this image.
      </EmptyState>
    );
  }
  if (apart > 0 && coverage === 'complete') {
    return (
      <EmptyState icon={<IconShieldCheck size={40} stroke={1.3} />} title="No known vulnerabilities that count">
        {plural(apart, 'finding')} that do not count can be shown with the switches above, each with the reason.
      </EmptyState>
    );
  }
  if (coverage === 'complete') {
    return (
      <EmptyState icon={<IconShieldCheck size={40} stroke={1.3} />} title="No known vulnerabilities">
        Every layer was read and everything found was looked up. New advisories are matched as they come.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<IconQuestionMark size={40} stroke={1.3} />} title="Nothing found, but not fully known">
      Something in this image could not be read or looked up. The Overview tab says what, and what to do about it.
    </EmptyState>
  );
}
