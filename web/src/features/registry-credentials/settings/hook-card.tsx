import { Alert, Button, Code, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { Registry } from '../../../api/generated/index.ts';
import { useCloseHook, useCreateHookSecret } from '../../../api/registries.ts';
import { describeError } from '../../../components/feedback/describe-error.ts';
import { notify } from '../../../components/feedback/notify.ts';
import { Card } from '../../../components/page/card.tsx';
import layout from '../../../components/page/form-layout.module.css';

/** Where a registry tells of pushes, and the secret that it does so with, which is shown once. */
export function HookCard({ registry }: { readonly registry: Registry }) {
  const create = useCreateHookSecret();
  const close = useCloseHook();
  const [isAsking, setAsking] = useState<'rotate' | 'close'>();
  const onError = (error: Error) =>
    notify({ color: 'red', title: 'That did not work', message: describeError(error).message });
  const done = { onError, onSettled: () => setAsking(undefined) };
  const make = () => create.mutate(registry.id, done);
  return (
    <Card title="Scan on push" note={<Text size="sm">{registry.hasHook ? 'Open' : 'Closed'}</Text>}>
      <div className={layout.stack}>
        <Text size="sm" c="dimmed">
          The registry tells of each push, and what was pushed is scanned ahead of runs. Understood are Distribution,
          GitLab, Harbor, Quay, Docker Hub, GitHub, ACR, ECR, Artifact Registry, Artifactory and Nexus.
        </Text>
        {registry.hasHook && (
          <Copied label="Hook address" value={`${window.location.origin}/api/v1/hooks/${registry.id}`} />
        )}
        {create.data !== undefined && registry.hasHook && <NewSecret secret={create.data.secret} />}
        {isAsking === undefined ? (
          <Group gap="xs">
            {registry.hasHook ? (
              <>
                <Button size="xs" variant="default" onClick={() => setAsking('rotate')}>
                  Replace the secret
                </Button>
                <Button size="xs" variant="default" onClick={() => setAsking('close')}>
                  Close the hook
                </Button>
              </>
            ) : (
              <Button size="xs" variant="default" loading={create.isPending} onClick={make}>
                Open the hook
              </Button>
            )}
          </Group>
        ) : (
          <Asking
            isPending={create.isPending || close.isPending}
            onKeep={() => setAsking(undefined)}
            onConfirm={isAsking === 'rotate' ? make : () => close.mutate(registry.id, done)}
            question={
              isAsking === 'rotate'
                ? 'Pushes that are told of with the secret of before are refused from then on.'
                : 'Pushes are not told of any more; the secret of before never opens the hook again.'
            }
            word={isAsking === 'rotate' ? 'Replace it' : 'Close it'}
          />
        )}
      </div>
    </Card>
  );
}

function NewSecret({ secret }: { readonly secret: string }) {
  return (
    <Alert color="green" variant="light" role="status" title="Copy the secret now: it is not shown again">
      <Copied label="Hook secret" value={secret} />
      <Text size="sm" mt="xs">
        The registry signs with it, sends it as <Code>Authorization: Bearer …</Code>, or, where it can do neither, as{' '}
        <Code>?token=…</Code> of the address.
      </Text>
    </Alert>
  );
}

function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        label={label}
        readOnly
        value={value}
        style={{ flex: 1 }}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<IconCopy size={15} aria-hidden />} onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

interface AskingProps {
  readonly question: string;
  readonly word: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

function Asking({ question, word, isPending, onConfirm, onKeep }: AskingProps) {
  return (
    <Alert color="yellow" variant="light" role="alert">
      <Text size="sm">{question}</Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" color="red.9" loading={isPending} onClick={onConfirm}>
          {word}
        </Button>
        <Button size="xs" variant="default" data-autofocus onClick={onKeep}>
          Keep it
        </Button>
      </Group>
    </Alert>
  );
}
