import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useSession, useSignOut } from '../api/session.ts';
import { useFreshListings } from '../api/use-fresh-listings.ts';
import { ScanAgainContext } from '../components/scan/scan-again.ts';
import { AdvisoryBanner } from './advisory-banner.tsx';
import { CountingBanner } from './counting-banner.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { ShellDialogs, useShellDialog } from './shell-dialogs.tsx';

/** The frame around every screen of a person who is signed in. */
export function Shell() {
  const router = useRouter();
  const session = useSession();
  const signOut = useSignOut();
  useFreshListings();
  const [isNavigationOpen, navigation] = useDisclosure(false);
  const { dialog, again, openDialog, scanAgain, takeEarlyKeys } = useShellDialog();
  const leave = () => signOut.mutate(undefined, { onSettled: () => void router.navigate({ to: '/sign-in' }) });
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <header className={styles.header}>
        <Header
          username={session.data?.username ?? ''}
          isNavigationOpen={isNavigationOpen}
          onToggleNavigation={navigation.toggle}
          onOpen={openDialog}
          onSignOut={leave}
        />
      </header>
      <div className={isNavigationOpen ? `${styles.navbar} ${styles.shown}` : styles.navbar}>
        <Navigation onNavigate={navigation.close} />
      </div>
      <main className={styles.main}>
        <AdvisoryBanner />
        <CountingBanner />
        <div className={styles.content} id="content" tabIndex={-1}>
          <ScanAgainContext value={scanAgain}>
            <Outlet />
          </ScanAgainContext>
        </div>
      </main>
      <ShellDialogs open={dialog} again={again} takeEarlyKeys={takeEarlyKeys} onOpen={openDialog} />
    </div>
  );
}
