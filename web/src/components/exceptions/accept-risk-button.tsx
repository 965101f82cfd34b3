import { Button } from '@mantine/core';
import { IconShieldMinus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../../api/session.ts';
import type { Risk } from './accept-risk-dialog.tsx';

const AcceptRiskDialog = lazy(() =>
  import('./accept-risk-dialog.tsx').then((module) => ({ default: module.AcceptRiskDialog })),
);

/** Leads to accepting a risk, from where one sees it; nothing for who may not. */
export function AcceptRiskButton({ risk }: { readonly risk: Risk }) {
  const isAdministrator = useSession().data?.role === 'administrator';
  const [isOpen, setOpen] = useState(false);
  if (!isAdministrator) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconShieldMinus size={15} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Accept risk…
      </Button>
      {isOpen && (
        <Suspense>
          <AcceptRiskDialog risk={risk} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
