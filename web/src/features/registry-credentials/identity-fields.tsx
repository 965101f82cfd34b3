import { Button, Divider, Group, Select, TextInput } from '@mantine/core';
import type { Registry, RegistryType } from '../../api/generated/index.ts';
import { CredentialFields } from './credential-fields.tsx';
import type { RegistryDraftForm } from './use-registry-draft.ts';

interface IdentityFieldsProps {
  readonly form: RegistryDraftForm;
  readonly types: readonly RegistryType[];
  readonly registry: Registry | undefined;
}

/** What a registry is called, where it is, what it is, and how one signs in to it. */
export function IdentityFields({ form, types, registry }: IdentityFieldsProps) {
  const { draft, mistakes, change } = form;
  return (
    <>
      <TextInput
        autoFocus={registry === undefined}
        required
        label="Registry name"
        description="A unique name for people."
        value={draft.name}
        maxLength={100}
        error={mistakes.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        required
        label="Path"
        description="host[:port] or host[:port]/path. The credential is used for images below it and for nothing else."
        placeholder="registry.example:5000/team"
        value={draft.path}
        maxLength={512}
        spellCheck={false}
        error={mistakes.path}
        onChange={(event) => form.changePath(event.currentTarget.value)}
      />
      <Select
        required
        label="Type"
        allowDeselect={false}
        data={types.map(({ name, displayName }) => ({ value: name, label: displayName }))}
        value={draft.type}
        error={mistakes.type}
        onChange={(type) => type !== null && form.chooseType(type)}
      />
      <Divider label="Credential: leave empty to read anonymously" labelPosition="left" />
      {draft.replacesCredential ? (
        <CredentialFields
          fields={form.fields}
          values={draft.credential}
          mistakes={mistakes}
          onChange={(name, value) => change({ credential: { ...draft.credential, [name]: value } })}
        />
      ) : (
        <Group justify="space-between">
          <span>A credential{registry?.username !== undefined && ` of ${registry.username}`} is saved.</span>
          <Button size="xs" variant="default" onClick={() => change({ replacesCredential: true })}>
            Replace it
          </Button>
        </Group>
      )}
    </>
  );
}
