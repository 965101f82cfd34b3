import { Alert, Button, Divider, Group, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { type SubmitEvent, useState } from 'react';
import type { Registry, RegistryType } from '../../api/generated/index.ts';
import { useSaveRegistry, useTestRegistrySettings } from '../../api/registries.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { CredentialFields } from './credential-fields.tsx';
import { draftOf, findMistakes, newDraft, type RegistryDraft, toInput, toTestInput } from './registry-draft.ts';
import styles from './registry-form.module.css';
import { suggestType } from './suggest-type.ts';
import { TestResult } from './test-result.tsx';

interface RegistryFormProps {
  readonly types: readonly RegistryType[];
  /** The registry to change; a new one where there is none. */
  readonly registry: Registry | undefined;
  readonly path?: string | undefined;
  readonly onDone: (saved: Registry) => void;
  readonly onCancel: () => void;
}

/** Adds or changes a registry; it can be tried before it is saved. */
export function RegistryForm({ types, registry, path, onDone, onCancel }: RegistryFormProps) {
  const [draft, setDraft] = useState<RegistryDraft>(() =>
    registry === undefined ? newDraft(suggestType(types, path ?? ''), path) : draftOf(registry),
  );
  const [mistakes, setMistakes] = useState<Readonly<Record<string, string>>>({});
  const [isTypeChosen, setTypeChosen] = useState(registry !== undefined);
  const save = useSaveRegistry();
  const test = useTestRegistrySettings();
  const fields = types.find(({ name }) => name === draft.type)?.credentialFields ?? [];
  const change = (part: Partial<RegistryDraft>) => {
    setDraft({ ...draft, ...part });
    test.reset();
  };
  // The type follows the path until one is chosen; a chosen or saved one stays.
  const changePath = (next: string) => change({ path: next, ...(!isTypeChosen && { type: suggestType(types, next) }) });
  const ifGood = (next: () => void) => {
    const found = findMistakes(draft, fields);
    setMistakes(found);
    if (Object.keys(found).length === 0) next();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ifGood(() => save.mutate({ id: registry?.id, input: toInput(draft, fields) }, { onSuccess: onDone }));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          autoFocus
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
          onChange={(event) => changePath(event.currentTarget.value)}
        />
        <Select
          required
          label="Type"
          allowDeselect={false}
          data={types.map(({ name, displayName }) => ({ value: name, label: displayName }))}
          value={draft.type}
          onChange={(type) => {
            if (type === null) return;
            setTypeChosen(true);
            change({ type, credential: {}, replacesCredential: true });
          }}
        />
        <Divider label="Credential: leave empty to read anonymously" labelPosition="left" />
        {draft.replacesCredential ? (
          <CredentialFields
            fields={fields}
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
        <ConnectionFields draft={draft} onChange={change} />
        <div aria-live="polite" className={styles.outcome}>
          {test.data !== undefined && <TestResult result={test.data} />}
          {[test.error, save.error].map(
            (error) =>
              error !== null && (
                <Alert key={error.message} color="red" variant="light" role="alert" title="That did not work">
                  {describeError(error).message} {describeError(error).hint}
                </Alert>
              ),
          )}
        </div>
        <Group justify="space-between" className={styles.actions}>
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            loading={test.isPending}
            onClick={() => ifGood(() => test.mutate(toTestInput(draft, fields, registry?.id)))}
          >
            Test
          </Button>
          <Group gap="xs">
            <Button variant="subtle" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {registry === undefined ? 'Add registry' : 'Save'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

interface ConnectionFieldsProps {
  readonly draft: RegistryDraft;
  readonly onChange: (part: Partial<RegistryDraft>) => void;
}

function ConnectionFields({ draft, onChange }: ConnectionFieldsProps) {
  return (
    <>
      <Divider label="Connection" labelPosition="left" />
      <Switch
        label="Plain HTTP"
        description="Not encrypted, credential included: only for registries on a network that you trust."
        checked={draft.plainHttp}
        onChange={(event) => onChange({ plainHttp: event.currentTarget.checked })}
      />
      <Switch
        label="Skip TLS validation"
        description="Accepts any certificate. Better: give the certificate authority below."
        checked={draft.skipTlsVerify}
        disabled={draft.plainHttp}
        onChange={(event) => onChange({ skipTlsVerify: event.currentTarget.checked })}
      />
      <Textarea
        label="Certificate authority"
        description="PEM; trusted for this registry besides the usual ones."
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={2}
        maxRows={6}
        disabled={draft.plainHttp}
        value={draft.ca}
        spellCheck={false}
        onChange={(event) => onChange({ ca: event.currentTarget.value })}
      />
      <Textarea
        label="Repositories"
        description="One a line, below the host; for registries that do not list them. Empty: all that are listed."
        autosize
        minRows={2}
        maxRows={6}
        value={draft.repositories}
        spellCheck={false}
        onChange={(event) => onChange({ repositories: event.currentTarget.value })}
      />
    </>
  );
}
