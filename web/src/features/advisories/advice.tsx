import { Alert, Code, List, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { AdvisoryStatus } from '../../api/generated/index.ts';
import { adviceOn } from '../../components/coverage/advisory-advice.ts';
import styles from './advisories.module.css';

/** What is amiss with the advisories and what to do about it, before what exactly went wrong. */
export function Advice({ advisories }: { readonly advisories: AdvisoryStatus }) {
  const advice = adviceOn(advisories);
  if (advice === undefined && advisories.error === undefined) return null;
  const isMissing = advice?.kind === 'none';
  return (
    <Alert
      color={advice?.color ?? 'yellow'}
      variant="light"
      icon={<IconInfoCircle aria-hidden />}
      title={advice?.title ?? 'The last update failed.'}
    >
      {isMissing ? <WaysToLoad /> : advice !== undefined && <Text size="sm">{advice.text}</Text>}
      {advisories.error !== undefined && (
        <details className={styles.why}>
          <summary>Why the last update failed</summary>
          {advisories.error}
        </details>
      )}
    </Alert>
  );
}

function WaysToLoad() {
  return (
    <>
      <Text size="sm">Until there are some, nothing on these screens means "clean". They can come</Text>
      <List size="sm" mt={4} spacing={4} pe="md">
        <List.Item>
          <b>from the internet</b>, directly or through the proxy that <Code>HTTPS_PROXY</Code> names: choose "Update
          now".
        </List.Item>
        <List.Item>
          <b>as one file from a machine with internet</b>: there run <Code>plimsoll advisories update</Code> and{' '}
          <Code>plimsoll advisories export FILE</Code>, carry the file over, and here run{' '}
          <Code>plimsoll advisories import FILE</Code>.
        </List.Item>
        <List.Item>
          <b>from a copy of the feeds</b>: run <Code>plimsoll advisories update --from DIRECTORY</Code>, or start the
          service with <Code>PLIMSOLL_ADVISORIES_FROM</Code> and it keeps itself up to date from there.
        </List.Item>
      </List>
      <Text size="sm" mt={4}>
        Run the commands with the <Code>PLIMSOLL_DATA</Code> of the service, if it has one. It need not be stopped: what
        they bring is used within seconds, for the images that were scanned before, too.
      </Text>
    </>
  );
}
