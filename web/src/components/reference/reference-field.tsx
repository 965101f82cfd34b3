import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useState } from 'react';
import { useReferences } from '../../api/references.ts';
import { completions } from './completions.ts';

interface ReferenceFieldProps extends Omit<AutocompleteProps, 'value' | 'data' | 'filter'> {
  readonly value: string;
}

/** Asks for the reference of an image, completed from the repositories and tags that are known. */
export function ReferenceField({ value, ...field }: ReferenceFieldProps) {
  const known = useReferences(value);
  const [isOpen, setOpen] = useState(false);
  return (
    <Autocomplete
      required
      value={value}
      maxLength={1024}
      spellCheck={false}
      autoComplete="off"
      placeholder="registry.example:5000/team/app:1.2"
      data={completions(known.data?.items ?? [], value)}
      // The service has chosen already.
      filter={({ options }) => options}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      // A repository was chosen: its tags come next.
      onOptionSubmit={(chosen) => chosen.endsWith(':') && setTimeout(() => setOpen(true))}
      {...field}
    />
  );
}
