import { IconMapQuestion } from '@tabler/icons-react';
import { EmptyState } from '../components/feedback/empty-state.tsx';
import { ButtonLink } from '../components/page/links.tsx';

/** Stands where an address leads nowhere. */
export function NotFound() {
  return (
    <EmptyState
      icon={<IconMapQuestion size={40} stroke={1.3} />}
      title="There is nothing at this address"
      action={<ButtonLink to="/registry">To the registry page</ButtonLink>}
    >
      The link may be old, or the image or registry that it led to was removed.
    </EmptyState>
  );
}
