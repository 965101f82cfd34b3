import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../../api/session.ts';

const WithdrawDialog = lazy(() =>
  import('./withdraw-dialog.tsx').then((module) => ({ default: module.WithdrawDialog })),
);

interface WithdrawButtonProps {
  readonly exceptionId: string;
  readonly vulnerability: string;
}

/** Takes an exception back, from a finding that does not count because of it; nothing for who may not. */
export function WithdrawButton({ exceptionId, vulnerability }: WithdrawButtonProps) {
  const isAdministrator = useSession().data?.role === 'administrator';
  const [isOpen, setOpen] = useState(false);
  if (!isAdministrator) return null;
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        Withdraw…
      </Button>
      {isOpen && (
        <Suspense>
          <WithdrawDialog exceptionId={exceptionId} vulnerability={vulnerability} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
