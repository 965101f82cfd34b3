import { useHotkeys } from '@mantine/hooks';
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { KnownImage } from '../components/scan/scan-again.ts';
import { createEarlyKeys } from './early-keys.ts';
import { RouteError } from './route-error.tsx';
import { screenCode } from './screen-code.ts';
import styles from './shell.module.css';

const ChangePasswordDialog = lazy(() =>
  screenCode(import('../features/account/change-password-dialog.tsx')).then((module) => ({
    default: module.ChangePasswordDialog,
  })),
);

const ScanNowDialog = lazy(() =>
  screenCode(import('../features/scan-now/scan-now-dialog.tsx')).then((module) => ({ default: module.ScanNowDialog })),
);

const loadPalette = () =>
  screenCode(import('../features/command-palette/command-palette.tsx')).then((module) => ({
    default: module.CommandPalette,
  }));
const CommandPalette = lazy(loadPalette);

const KeyHelpDialog = lazy(() =>
  screenCode(import('../features/key-help/key-help-dialog.tsx')).then((module) => ({ default: module.KeyHelpDialog })),
);

/** A dialog that can be opened on every screen. */
export type ShellDialog = 'scan-now' | 'password' | 'palette' | 'key-help';

/** Which dialog is open, and for which image that is scanned again; keys open two of them. */
export function useShellDialog() {
  const [open, setOpen] = useState<ShellDialog>();
  const [again, setAgain] = useState<KnownImage>();
  const [earlyKeys] = useState(() => createEarlyKeys(window, () => setOpen(undefined)));
  const openDialog = useCallback(
    (dialog: ShellDialog | undefined) => {
      setAgain(undefined);
      setOpen(dialog);
      earlyKeys.take();
      if (dialog !== 'palette') return;
      // Whoever presses Ctrl+K types on at once; where the palette does not come, the keys are let go.
      earlyKeys.start();
      loadPalette().catch(() => earlyKeys.take());
    },
    [earlyKeys],
  );
  const scanAgain = useCallback((image: KnownImage) => {
    setAgain(image);
    setOpen('scan-now');
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 1000);
    return () => clearTimeout(timer);
  }, []);
  const openPalette = () => open !== 'palette' && openDialog('palette');
  // Also while one types into a field.
  useHotkeys([['mod+K', openPalette]], []);
  useHotkeys([
    // Where there is no list to search in, all is searched.
    ['/', () => document.querySelector('main input[type=search]') === null && openPalette()],
    ['shift+?', () => setOpen('key-help')],
    ['?', () => setOpen('key-help')],
  ]);
  return { dialog: open, again, openDialog, scanAgain, takeEarlyKeys: earlyKeys.take } as const;
}

interface ShellDialogsProps {
  readonly open: ShellDialog | undefined;
  readonly again: KnownImage | undefined;
  /** What was typed for the palette before it was there. */
  readonly takeEarlyKeys: () => string;
  readonly onOpen: (dialog: ShellDialog | undefined) => void;
}

/** The dialogs of the shell, loaded when they are first opened. */
export function ShellDialogs({ open, again, takeEarlyKeys, onOpen }: ShellDialogsProps) {
  const close = () => onOpen(undefined);
  return (
    <CatchBoundary getResetKey={() => open ?? ''} errorComponent={DialogLost}>
      <Suspense>
        {open === 'scan-now' && <ScanNowDialog again={again} onClose={close} />}
        {open === 'password' && <ChangePasswordDialog onClose={close} />}
        {open === 'palette' && <CommandPalette takeEarlyKeys={takeEarlyKeys} onClose={close} onAction={onOpen} />}
        {open === 'key-help' && <KeyHelpDialog onClose={close} />}
      </Suspense>
    </CatchBoundary>
  );
}

/** Stands in for a dialog whose code could not be fetched; the screen below stays. */
function DialogLost(props: ErrorComponentProps) {
  return (
    <div className={styles.lost}>
      <RouteError {...props} />
    </div>
  );
}
