import { Alert, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useStatus } from '../api/status.ts';
import styles from './shell.module.css';

/** Says on every screen that totals still follow a change, and has all that is shown read again once they do. */
export function CountingBanner() {
  const client = useQueryClient();
  const isCounting = useStatus().data?.countingTotals === true;
  const wasCounting = useRef(false);
  useEffect(() => {
    if (wasCounting.current && !isCounting) void client.invalidateQueries();
    wasCounting.current = isCounting;
  }, [client, isCounting]);
  if (!isCounting) return null;
  return (
    <Alert color="gray" variant="light" radius={0} py={7} px="1.25rem" className={styles.banner ?? ''} role="status">
      <Text size="sm" span>
        <b>Totals are being counted again.</b> Numbers of images may be those of before the last change until this is
        done.
      </Text>
    </Alert>
  );
}
