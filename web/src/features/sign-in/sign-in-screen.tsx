import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { useSignIn } from '../../api/session.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { Logo } from '../../components/page/logo.tsx';
import styles from './sign-in.module.css';

const route = getRouteApi('/sign-in');

/** Asks for user name and password, then goes on to where one wanted to go. */
export function SignInScreen() {
  useDocumentTitle('Sign in · Plimsoll');
  const router = useRouter();
  const { next } = route.useSearch();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn.mutate({ username, password }, { onSuccess: () => router.history.push(next ?? '/registry') });
  };
  return (
    <main className={styles.page}>
      <Paper className={styles.card} withBorder p="xl" radius="md">
        <form onSubmit={submit}>
          <Stack gap="md">
            <Stack gap={4} align="center" mb="xs">
              <span className={styles.logo}>
                <Logo size={52} />
              </span>
              <Title order={1} size="h1">
                Sign in to Plimsoll
              </Title>
              <Text c="dimmed" size="sm" ta="center">
                Which images are unsafe to ship, why, and what to do about it
              </Text>
            </Stack>
            {signIn.error !== null && (
              <Alert color="red" variant="light" role="alert" title="You were not signed in">
                {describeError(signIn.error).message}
              </Alert>
            )}
            <TextInput
              label="User name"
              autoComplete="username"
              autoFocus
              required
              value={username}
              onChange={(event) => setUsername(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" loading={signIn.isPending} fullWidth size="md">
              Sign in
            </Button>
            <Text c="dimmed" size="xs" ta="center">
              First time here? The service printed the password of the user <b>admin</b> when it was first started.
            </Text>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
