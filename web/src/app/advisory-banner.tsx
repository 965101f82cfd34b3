import { Alert, Text } from '@mantine/core';
import { useMatchRoute } from '@tanstack/react-router';
import { useStatus } from '../api/status.ts';
import { adviceOn } from '../components/coverage/advisory-advice.ts';
import { TextLink } from '../components/page/links.tsx';
import styles from './shell.module.css';

/** Says on every screen, but for the one that says more of it, that findings are missing, old or samples, because of the advisories they are looked up in. */
export function AdvisoryBanner() {
  const { data } = useStatus();
  const isSaidBelow = useMatchRoute()({ to: '/advisories' }) !== false;
  const advice = data === undefined ? undefined : adviceOn(data.advisories);
  if (advice === undefined || isSaidBelow) return null;
  return (
    <Alert
      color={advice.color}
      variant="light"
      radius={0}
      py={7}
      px="1.25rem"
      className={styles.banner ?? ''}
      role="status"
    >
      <Text size="sm" span>
        <b>{advice.title}</b> {advice.text}{' '}
        <TextLink to="/advisories" c="inherit" underline="always" inherit>
          See advisories
        </TextLink>
      </Text>
    </Alert>
  );
}
