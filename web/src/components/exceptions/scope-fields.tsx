import { Radio, Select, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useVulnerabilityEverywhere } from '../../api/estate.ts';
import { plural } from '../format/plural.ts';
import { keyOf, type RiskPackage, type ScopeDraft } from './scope-draft.ts';

interface ScopeFieldsProps {
  readonly vulnerability: string;
  readonly packages: readonly RiskPackage[];
  /** Whether one image is looked at. */
  readonly hasImage: boolean;
  readonly draft: ScopeDraft;
  readonly onChange: (change: Partial<ScopeDraft>) => void;
}

/** Of what a risk is accepted: in which images, and in which package. */
export function ScopeFields({ vulnerability, packages, hasImage, draft, onChange }: ScopeFieldsProps) {
  const { data } = useVulnerabilityEverywhere(vulnerability);
  const now = data === undefined ? '' : ` It counts in ${plural(data.images, 'image')} now.`;
  return (
    <>
      <Radio.Group label="Accept it" value={draft.kind} onChange={(kind) => onChange({ kind })}>
        <Stack gap="xs" mt={6}>
          {hasImage && (
            <Radio
              value="image"
              label="In this image"
              description="Whatever tags name it. Another build is another image, and counts."
            />
          )}
          <Radio
            value="repository"
            label="In a repository"
            description="In all images that bear its name, those that come later too."
          />
          {draft.kind === 'repository' && <RepositoryField draft={draft} onChange={onChange} />}
          <Radio value="everywhere" label="In all images" description={`Those that come later too.${now}`} />
        </Stack>
      </Radio.Group>
      {packages.length > 0 && (
        <Select
          label="In which package"
          description="In any version of it."
          data={[
            { value: '', label: 'Whatever package has it' },
            ...packages.map((one) => ({ value: keyOf(one), label: `${one.name} (${one.type})` })),
          ]}
          value={draft.package}
          allowDeselect={false}
          onChange={(chosen) => onChange({ package: chosen ?? '' })}
        />
      )}
    </>
  );
}

function RepositoryField({ draft, onChange }: Pick<ScopeFieldsProps, 'draft' | 'onChange'>): ReactNode {
  return (
    <TextInput
      ms={32}
      required
      label="Repository"
      description="With or without the host; * stands for any characters: team/*"
      value={draft.repository}
      maxLength={255}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ repository: event.currentTarget.value })}
    />
  );
}
