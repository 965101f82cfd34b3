import { Alert, Button, Code, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';

interface ShownOnceProps {
  readonly token: string;
  readonly onClose: () => void;
}

/** A token that has just been made, to be copied now: it cannot be shown again. */
export function ShownOnce({ token, onClose }: ShownOnceProps) {
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />} title="Copy it now">
        Plimsoll keeps no copy and cannot show it again. Whoever has it may do what it allows, in your name.
      </Alert>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          label="Token"
          value={token}
          readOnly
          flex={1}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={token} timeout={3000}>
          {({ copied, copy }) => (
            <Button
              data-autofocus
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm">
        The command line takes it from its environment:
        <Code block mt={6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {`export PLIMSOLL_SERVER=${globalThis.location.origin}\nexport PLIMSOLL_TOKEN=…\nplimsoll images --severity critical`}
        </Code>
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          I have copied it
        </Button>
      </Group>
    </Stack>
  );
}
