import { Checkbox, NumberInput, Select, TagsInput, Textarea } from '@mantine/core';
import layout from '../../../components/page/form-layout.module.css';
import { RepositoriesField } from '../repositories-field.tsx';
import { filterLimits, type ScanDraft } from '../scan-draft.ts';
import type { RegistryDraftForm } from '../use-registry-draft.ts';
import styles from './settings.module.css';

interface FilterFieldsProps {
  readonly form: RegistryDraftForm;
  readonly scan: ScanDraft;
}

const usualPlatforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/ppc64le', 'linux/s390x', 'windows/amd64'];

/** Which repositories, tags and platforms of a registry are scanned. */
export function FilterFields({ form, scan }: FilterFieldsProps) {
  const { mistakes, changeScan } = form;
  const pattern = (name: 'include' | 'exclude', label: string, description: string, placeholder: string) => (
    <Textarea
      label={label}
      description={description}
      placeholder={placeholder}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={scan[name]}
      error={mistakes[name]}
      onChange={(event) => changeScan({ [name]: event.currentTarget.value })}
    />
  );
  const number = (name: keyof typeof ranges) => (
    <NumberInput
      {...ranges[name]}
      max={filterLimits[name]}
      allowDecimal={false}
      allowNegative={false}
      value={scan[name]}
      error={mistakes[name]}
      onChange={(value) => changeScan({ [name]: value })}
    />
  );
  return (
    <div className={layout.stack}>
      <RepositoriesField form={form} />
      {pattern(
        'exclude',
        'Exclude',
        'Regular expressions, one a line, looked for in repository:tag: what one finds is not scanned.',
        '-(rc|dev|snapshot)\\d*$',
      )}
      {pattern(
        'include',
        'Include',
        'What one of these finds is scanned though it is excluded. To scan nothing else, exclude .*',
        '^team/[^:]+:v\\d',
      )}
      <div className={styles.row}>
        {number('newestTags')}
        <Select
          label="Newest by"
          allowDeselect={false}
          data={[
            { value: 'date', label: 'When they were pushed' },
            { value: 'version', label: 'The version they name' },
          ]}
          value={scan.order}
          onChange={(order) => changeScan({ order: order === 'version' ? 'version' : 'date' })}
        />
      </div>
      <div className={styles.row}>
        {number('maxAgeDays')}
        {number('maxRepositories')}
      </div>
      <Checkbox
        label="All platforms"
        description="Each image is scanned for every platform that it is built for, which takes as many times as long and as much traffic."
        checked={scan.allPlatforms}
        onChange={(event) => changeScan({ allPlatforms: event.currentTarget.checked })}
      />
      <TagsInput
        label="Platforms"
        disabled={scan.allPlatforms}
        description="Each is scanned on its own. None: one for each image, as pulling chooses it."
        placeholder={scan.platforms.length === 0 && !scan.allPlatforms ? 'linux/amd64' : ''}
        data={usualPlatforms}
        maxTags={20}
        clearable
        clearButtonProps={{ 'aria-label': 'Remove all platforms' }}
        value={[...scan.platforms]}
        error={mistakes.platforms}
        onChange={(platforms) => changeScan({ platforms })}
      />
    </div>
  );
}

const ranges = {
  newestTags: { label: 'Newest tags of each repository', description: '0 for all of them.', min: 0 },
  maxAgeDays: {
    label: 'Not older than, days',
    description: 'Since the push, or else the build; 0 for any age.',
    min: 0,
  },
  maxRepositories: { label: 'Repositories at most', description: 'The first that the registry lists.', min: 1 },
} as const;
