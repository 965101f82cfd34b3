import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { reasonWords } from './exception-words.ts';
import { ends, type TermsDraft } from './terms-draft.ts';

interface TermsFieldsProps {
  readonly draft: TermsDraft;
  readonly onChange: (change: Partial<TermsDraft>) => void;
}

const endWords: Readonly<Record<TermsDraft['end'], string>> = {
  '30': '30 days from now',
  '90': '90 days from now',
  fixed: 'There is a fix',
  never: 'No end',
  day: 'A day',
};
const reasons = Object.entries(reasonWords).map(([value, label]) => ({ value: value as TermsDraft['reason'], label }));

/** Why a risk is accepted, and until when. */
export function TermsFields({ draft, onChange }: TermsFieldsProps) {
  return (
    <>
      <Select
        label="Reason"
        data={reasons}
        value={draft.reason}
        allowDeselect={false}
        onChange={(reason) => onChange({ reason: reason ?? draft.reason })}
      />
      <Textarea
        data-autofocus
        required
        label="Comment"
        description="For whoever reads it later: what makes it bearable, who has looked at it."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={draft.comment}
        onChange={(event) => onChange({ comment: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label="Until"
          description="Findings count again by themselves then."
          data={ends.map((value) => ({ value, label: endWords[value] }))}
          value={draft.end}
          allowDeselect={false}
          onChange={(end) => onChange({ end: end ?? draft.end })}
        />
        {draft.end === 'day' && (
          <TextInput
            type="date"
            required
            label="Last day"
            description={draft.untilFixed ? 'Or as soon as there is a fix.' : 'In UTC.'}
            value={draft.day}
            onChange={(event) => onChange({ day: event.currentTarget.value })}
          />
        )}
      </Group>
    </>
  );
}
