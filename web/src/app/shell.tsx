import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useSession, useSignOut } from '../api/session.ts';
import { AdvisoryBanner } from './advisory-banner.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';

const ChangePasswordDialog = lazy(() =>
  import('../features/account/change-password-dialog.tsx').then((module) => ({ default: module.ChangePasswordDialog })),
);

const ScanNowDialog = lazy(() =>
  import('../features/scan-now/scan-now-dialog.tsx').then((module) => ({ default: module.ScanNowDialog })),
);

/** The frame around every screen of a person who is signed in. */
export function Shell() {
  const router = useRouter();
  const session = useSession();
  const signOut = useSignOut();
  const [isNavigationOpen, navigation] = useDisclosure(false);
  const [isScanNowOpen, scanNow] = useDisclosure(false);
  const [isPasswordOpen, password] = useDisclosure(false);
  const leave = () => signOut.mutate(undefined, { onSettled: () => void router.navigate({ to: '/sign-in' }) });
  return (
    <AppShell
      layout="alt"
      header={{ height: 52 }}
      navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: !isNavigationOpen } }}
    >
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <AppShell.Header className={styles.header ?? ''} withBorder={false}>
        <Header
          username={session.data?.username ?? ''}
          isNavigationOpen={isNavigationOpen}
          onToggleNavigation={navigation.toggle}
          onScanNow={scanNow.open}
          onChangePassword={password.open}
          onSignOut={leave}
        />
      </AppShell.Header>
      <AppShell.Navbar className={styles.navbar ?? ''} component="div">
        <Navigation onNavigate={navigation.close} />
      </AppShell.Navbar>
      <AppShell.Main className={styles.main ?? ''}>
        <AdvisoryBanner />
        <div className={styles.content} id="content" tabIndex={-1}>
          <Outlet />
        </div>
      </AppShell.Main>
      <Suspense>{isScanNowOpen && <ScanNowDialog onClose={scanNow.close} />}</Suspense>
      <Suspense>{isPasswordOpen && <ChangePasswordDialog onClose={password.close} />}</Suspense>
    </AppShell>
  );
}
