import { PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import type { CredentialField } from '../../api/generated/index.ts';

interface CredentialFieldsProps {
  readonly fields: readonly CredentialField[];
  readonly values: Readonly<Record<string, string>>;
  readonly mistakes: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}

/** The fields of a credential, drawn from the registry type's own description. */
export function CredentialFields({ fields, values, mistakes, onChange }: CredentialFieldsProps) {
  return fields.map((field) => {
    const shared = {
      label: field.label,
      description: field.description,
      value: values[field.name] ?? '',
      error: mistakes[`credential.${field.name}`],
      autoComplete: 'off',
      spellCheck: false,
    };
    if (field.toggle) {
      return (
        <Switch
          key={field.name}
          label={field.label}
          description={field.description}
          error={mistakes[`credential.${field.name}`]}
          checked={values[field.name] === 'yes'}
          onChange={(event) => onChange(field.name, event.currentTarget.checked ? 'yes' : '')}
        />
      );
    }
    if (field.multiline) {
      return (
        <Textarea
          key={field.name}
          {...shared}
          autosize
          minRows={3}
          maxRows={8}
          onChange={(event) => onChange(field.name, event.currentTarget.value)}
        />
      );
    }
    const Input = field.secret ? PasswordInput : TextInput;
    return (
      <Input
        key={field.name}
        {...shared}
        autoComplete={field.secret ? 'new-password' : 'off'}
        onChange={(event) => onChange(field.name, event.currentTarget.value)}
      />
    );
  });
}
